import EnvironmentModel

/// The identity of a step within its plan: whom it serves and what it does.
package struct StepID: Hashable, Sendable, CustomStringConvertible {
  package var owner: StepOwner
  package var kind: StepKind

  package init(_ owner: StepOwner, _ kind: StepKind) {
    self.owner = owner
    self.kind = kind
  }

  /// `py311/create`, `package:wheel/build`.
  package var description: String { "\(owner.label)/\(kind.rawValue)" }

  /// Reads the form of ``description``; `nil` when it has no known step.
  package init?(_ text: String) {
    guard let slash = text.lastIndex(of: "/"), let kind = StepKind(rawValue: String(text[text.index(after: slash)...]))
    else { return nil }
    self.init(StepOwner(label: String(text[..<slash])), kind)
  }

  /// The name of the file, in the run's folder, that holds the step's raw output.
  package var logName: String {
    let owner =
      switch self.owner {
      case .environment(let name): name.text
      case .package(let name): ".package-\(name)"
      }
    return "\(owner).\(kind.rawValue).log"
  }
}
