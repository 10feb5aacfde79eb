/// What a step does, in order.
///
/// The first failing action ends the part it stands in: `preparation` guards `main`, and `cleanup` runs whatever
/// became of them, unless the step was stopped and the recipe does not say that it outlasts that. What `conclusion` does
/// is no part of the result.
package struct Recipe: Hashable, Sendable {
  /// The actions themselves.
  package struct Parts: Hashable, Sendable {
    package var preparation: [Action]
    package var main: [Action]
    package var cleanup: [Action]
    /// Whether the cleanup runs even after a stop, unless that is urgent.
    package var cleanupOutlastsStop = false
    /// How often the commands of preparation, main part and cleanup run again after one failed.
    package var retryCount = 0
    /// How long to wait before the first time; each further one waits twice as long.
    package var retryDelay = Duration.zero
    /// What comes last, whatever became of the others, unless the step was stopped.
    package var last: [Action] = []
    /// What is looked at when all has run, even after a stop.
    package var conclusion: [Action]

    package init(
      preparation: [Action] = [], main: [Action], cleanup: [Action] = [], conclusion: [Action] = []
    ) {
      self.preparation = preparation
      self.main = main
      self.cleanup = cleanup
      self.conclusion = conclusion
    }

    /// All of them in the order in which they are performed.
    package var all: [Action] { preparation + main + cleanup + last + conclusion }
  }

  private let make: @Sendable () -> Parts
  /// Whether a failing command keeps the next ones of the main part from running.
  package let stopsAtFailure: Bool

  /// A recipe of actions that are there already.
  package init(
    preparation: [Action] = [], main: [Action], cleanup: [Action] = [], stopsAtFailure: Bool = true
  ) {
    let parts = Parts(preparation: preparation, main: main, cleanup: cleanup)
    self.init(stopsAtFailure: stopsAtFailure) { parts }
  }

  /// A recipe that is put together whenever somebody asks for its actions: of all that is planned much is only counted, and
  /// actions take up many times the room of what they are made of.
  package init(stopsAtFailure: Bool = true, _ make: @escaping @Sendable () -> Parts) {
    self.make = make
    self.stopsAtFailure = stopsAtFailure
  }

  /// The actions; each call may cost putting them together.
  package var parts: Parts { make() }

  /// The same recipe with its commands inside an enclosure.
  package func enclosed(in enclosure: Enclosure) -> Recipe {
    mapped { $0.map { $0.enclosed(in: enclosure) } }
  }

  /// The same recipe with other actions in the place of each part's.
  package func mapped(_ transform: @escaping @Sendable ([Action]) -> [Action]) -> Recipe {
    let make = make
    return Recipe(stopsAtFailure: stopsAtFailure) {
      let parts = make()
      var mapped = Parts(
        preparation: transform(parts.preparation), main: transform(parts.main), cleanup: transform(parts.cleanup),
        conclusion: transform(parts.conclusion))
      mapped.last = transform(parts.last)
      mapped.cleanupOutlastsStop = parts.cleanupOutlastsStop
      mapped.retryCount = parts.retryCount
      mapped.retryDelay = parts.retryDelay
      return mapped
    }
  }

  /// Whether both come to the same actions, which are put together for it.
  package static func == (left: Recipe, right: Recipe) -> Bool {
    left.stopsAtFailure == right.stopsAtFailure && left.parts == right.parts
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(stopsAtFailure)
    hasher.combine(parts)
  }
}
