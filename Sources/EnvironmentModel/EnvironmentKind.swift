/// What sort of environment it is and so which driver makes it.
package enum EnvironmentKind: Hashable, Sendable, CustomStringConvertible {
  /// A Python virtual environment, whichever tool creates it.
  case virtualenv
  /// A kind this version has no driver for, by the name the configuration gave.
  case other(String)

  /// Reads a value of `runner`, where tox has several words for virtual environments.
  package init(_ name: String) {
    switch name {
    case "virtualenv", "venv", "uv-venv-runner": self = .virtualenv
    default: self = .other(name)
    }
  }

  package var description: String {
    switch self {
    case .virtualenv: "virtualenv"
    case .other(let name): name
    }
  }
}
