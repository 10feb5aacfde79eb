import SourceText

/// How much of a run may go on at once, besides the number of jobs.
///
/// `conda = 1` limits the steps of one kind of environments, `setup`, `test` and `build` those of one stage,
/// `memory = 8 GB` what the environments under way say they need, and `memory_pressure = 20 %` how hard the machine may
/// have to work before nothing new starts.
package struct RunLimits: Hashable, Sendable {
  /// How many steps at once, by the description of a kind or by a stage; at least one each.
  package private(set) var counts: [String: Int] = [:]
  /// How many bytes of memory; `nil` leaves it to the machine.
  package private(set) var memory: Int?

  /// Thresholds by the names of their limits, in percent; `nil` for none.
  private var pressures: [String: Int?] = [:]

  package init() {}

  /// How much pressure on the machine keeps new steps from starting.
  ///
  /// - Parameter isSparing: Whether that on the processors counts only where one of these limits says so.
  package func pressureThresholds(sparingProcessors isSparing: Bool = false) -> PressureThresholds {
    pressures.reduce(into: isSparing ? .standardWithoutProcessors : .standard) { $0.set($1.key, to: $1.value) }
  }

  /// What steps do: build packages, set up environments, run their commands.
  package static let stages = ["build", "setup", "test"]

  /// Why something is no limit.
  package struct Fault: Error, Hashable, Sendable {
    /// What is wrong, as a sentence.
    package var message: String
    /// What to do about it.
    package var help: String
  }

  /// Sets one limit; each can be set once.
  ///
  /// - Parameters:
  ///   - name: A word for a kind, a stage, `memory`, or a pressure.
  ///   - value: A number of steps, of bytes as ``ByteSize`` reads it, or of percent.
  package mutating func set(_ name: String, to value: String) throws(Fault) {
    let value = String(trimmed(value[...]))
    if name == "memory" {
      if let fault = ByteSize.fault(in: value) { throw Fault(message: fault.message, help: fault.help) }
      if memory != nil { throw Self.repeated(name) }
      memory = ByteSize.read(value)
      return
    }
    if PressureThresholds.names.contains(name) { return try setPressure(name, to: value) }
    let kind = EnvironmentKind(word: name)?.description
    guard let group = kind ?? Self.stages.first(where: { $0 == name }) else {
      let known = Self.stages + ["memory"] + PressureThresholds.names + EnvironmentKind.words
      let suggestion = closestMatch(to: name, among: known).map { "did you mean '\($0)'?" }
      throw Fault(
        message: "there is nothing called '\(name)' to limit",
        help: suggestion ?? "there are: \(known.joined(separator: ", "))")
    }
    guard let count = Int(value), count > 0 else {
      throw Fault(message: "'\(value)' is no number of steps for '\(name)'", help: "use a whole number from 1 on")
    }
    if counts[group] != nil { throw Self.repeated(name) }
    counts[group] = count
  }

  private mutating func setPressure(_ name: String, to value: String) throws(Fault) {
    let number = String(trimmed(value[..<(value.lastIndex(of: "%") ?? value.endIndex)]))
    let percent = value.hasSuffix("%") || !value.contains("%") ? Int(number) : nil
    guard value == "off" || percent.map({ (1...100).contains($0) }) == true else {
      throw Fault(
        message: "'\(value)' is no threshold for '\(name)'", help: "use a percentage from 1 to 100, or off for none")
    }
    if pressures[name] != nil { throw Self.repeated(name) }
    pressures.updateValue(percent, forKey: name)
  }

  private static func repeated(_ name: String) -> Fault {
    Fault(message: "'\(name)' is limited twice", help: "leave one of the two out")
  }

  /// These limits with those of another place before them.
  package func overridden(by other: RunLimits) -> RunLimits {
    var limits = self
    limits.counts.merge(other.counts) { $1 }
    limits.memory = other.memory ?? memory
    limits.pressures.merge(other.pressures) { $1 }
    return limits
  }
}
