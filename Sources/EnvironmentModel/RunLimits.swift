import SourceText

/// How much of a run may go on at once, besides the number of jobs.
///
/// `conda = 1` limits the steps of one kind of environments, `setup`, `test` and `build` those of one stage, and
/// `memory = 8 GB` what the environments under way say they need.
package struct RunLimits: Hashable, Sendable {
  /// How many steps at once, by the description of a kind or by a stage; at least one each.
  package private(set) var counts: [String: Int] = [:]
  /// How many bytes of memory; `nil` leaves it to the machine.
  package private(set) var memory: Int?

  package init() {}

  /// What steps do: build packages, set up environments, run their commands.
  package static let stages = ["build", "setup", "test"]

  /// Why something is no limit.
  package struct Fault: Error, Hashable, Sendable {
    /// What is wrong, as a sentence.
    package var message: String
    /// What to do about it.
    package var help: String
  }

  /// Sets one limit.
  ///
  /// - Parameters:
  ///   - name: A word for a kind, a stage, or `memory`.
  ///   - value: A number of steps, or of bytes as ``ByteSize`` reads it.
  package mutating func set(_ name: String, to value: String) throws(Fault) {
    let value = String(trimmed(value[...]))
    if name == "memory" {
      guard let size = ByteSize.read(value), size > 0 else {
        throw Fault(message: "'\(value)' is no amount of memory", help: ByteSize.help)
      }
      memory = size
      return
    }
    let kind = EnvironmentKind(word: name)?.description
    guard let group = kind ?? Self.stages.first(where: { $0 == name }) else {
      let known = Self.stages + ["memory"] + EnvironmentKind.words
      let suggestion = closestMatch(to: name, among: known).map { "did you mean '\($0)'?" }
      throw Fault(
        message: "there is nothing called '\(name)' to limit",
        help: suggestion ?? "there are: \(known.joined(separator: ", "))")
    }
    guard let count = Int(value), count > 0 else {
      throw Fault(message: "'\(value)' is no number of steps for '\(name)'", help: "use a whole number from 1 on")
    }
    counts[group] = count
  }

  /// These limits with those of another place before them.
  package func overridden(by other: RunLimits) -> RunLimits {
    var limits = self
    limits.counts.merge(other.counts) { $1 }
    limits.memory = other.memory ?? memory
    return limits
  }
}
