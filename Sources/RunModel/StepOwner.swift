package import EnvironmentModel

/// Whom a step serves.
package enum StepOwner: Hashable, Sendable {
  case environment(EnvironmentName)
  /// A package definition, by name.
  case package(String)

  /// The name people see: `py311`, `package:wheel`.
  package var label: String {
    switch self {
    case .environment(let name): name.text
    case .package(let name): "package:\(name)"
    }
  }

  /// Reads the form of ``label``; what does not begin with `package:` is an environment's name.
  package init(label: String) {
    let prefix = "package:"
    self =
      label.hasPrefix(prefix)
      ? .package(String(label.dropFirst(prefix.count))) : .environment(EnvironmentName(label))
  }
}
