package import Host
package import RunModel

/// The jobs of a run as tokens that steps and what they run share (GNU make's jobserver).
///
/// A step holds as many tokens as it counts as jobs, from its start to its end; a `make` in it goes by one of them and
/// takes what more it needs out of the pipe. What is neither held by a step nor in the pipe is *lent*.
///
/// A child that is killed gives nothing back, and nobody can tell whose a lent token is. So when a step ends while tokens
/// are lent, the least number that is lent until all steps of that time have ended is taken for lost and made good. Should
/// a token come back after all, there is one too many, which is taken out again.
package struct TokenPool {
  /// Tokens that may be lost with a step.
  private struct Suspicion {
    var step: StepID
    /// The steps that may have them instead.
    var others: Set<StepID>
    /// The least number that was lent since.
    var count: Int
  }

  private let pipe: any TokenPipe
  private let total: Int
  private var held: [StepID: Int] = [:]
  private var heldCount = 0
  /// Taken out of the pipe for steps that may start.
  private var spareCount = 0
  private var suspicions: [Suspicion] = []

  /// Fills the pipe.
  package init(_ pipe: any TokenPipe, total: Int) {
    self.pipe = pipe
    self.total = total
    pipe.put(total)
  }

  /// Takes all tokens that are there, for steps that may start.
  ///
  /// - Returns: How many jobs children have lent.
  package mutating func reserve() -> Int {
    spareCount += pipe.take(.max)
    spareCount = min(spareCount, max(0, total - heldCount))
    return lentCount
  }

  /// A step starts with tokens of those that were reserved; it may need more than there are when it starts alone.
  package mutating func start(_ step: StepID, weight: Int) {
    let count = min(weight, spareCount)
    held[step] = count
    heldCount += count
    spareCount -= count
  }

  /// Gives back what was reserved and not needed.
  package mutating func settle() {
    let lent = lentCount
    for index in suspicions.indices { suspicions[index].count = min(suspicions[index].count, lent) }
    pipe.put(spareCount)
    spareCount = 0
  }

  /// A step has ended, and nothing of it runs any more; to be followed by ``settle()``.
  ///
  /// - Returns: How many tokens were lost, by the step with which they were.
  package mutating func end(_ step: StepID) -> [(step: StepID, count: Int)] {
    let count = held.removeValue(forKey: step) ?? 0
    heldCount -= count
    spareCount += count
    let lent = reserve()
    for index in suspicions.indices {
      suspicions[index].others.remove(step)
      suspicions[index].count = min(suspicions[index].count, lent)
    }
    if lent > 0 { suspicions.append(Suspicion(step: step, others: Set(held.keys), count: lent)) }
    var lost: [(step: StepID, count: Int)] = []
    while let index = suspicions.firstIndex(where: { $0.others.isEmpty || $0.count == 0 }) {
      let suspicion = suspicions.remove(at: index)
      if suspicion.count == 0 { continue }
      lost.append((suspicion.step, suspicion.count))
      spareCount += suspicion.count
      for index in suspicions.indices { suspicions[index].count = max(0, suspicions[index].count - suspicion.count) }
    }
    return lost
  }

  private var lentCount: Int { max(0, total - heldCount - spareCount) }
}
