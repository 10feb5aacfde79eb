import EnvironmentModel
import Planning

/// What became of the requirements of an environment since they were installed, and what has to be done for it.
enum RequirementChange: Equatable {
  /// Nothing: what is there is what is wanted, in whatever order.
  case none
  /// More is wanted and nothing else: it is installed beside what is there. The words say what, as `+new`.
  case additions(String)
  /// Something is gone, or is to be found or chosen otherwise, which no installer undoes: `-old +new`.
  case others(String)

  /// - Parameters:
  ///   - recorded: The text of the fingerprint that the installation left.
  ///   - wanted: The fingerprint now; its options are those of ``isOption(_:)``.
  init(from recorded: String, to wanted: Fingerprint) {
    let old = Set(recorded.split(separator: "\n").map(String.init))
    let new = Set(wanted.lines)
    if old == new {
      self = .none
      return
    }
    let words = wanted.difference(from: recorded) ?? ""
    let isGrown = old.isSubset(of: new)
    let isChosenAlike = new.subtracting(old).allSatisfy { !Self.isOption($0) }
    self = isGrown && isChosenAlike ? .additions(words) : .others(words)
  }

  /// What a line of a fingerprint begins with that says how requirements are found and chosen.
  private static let options = ["option ", "constraint "]

  /// Whether a line of a fingerprint says how requirements are found and chosen, and asks for none.
  static func isOption(_ line: some StringProtocol) -> Bool { options.contains { line.hasPrefix($0) } }
}
