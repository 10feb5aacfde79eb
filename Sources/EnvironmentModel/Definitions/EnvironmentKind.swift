/// What sort of environment it is and so which driver makes it.
package enum EnvironmentKind: Hashable, Sendable, CustomStringConvertible {
  /// A Python virtual environment, whichever tool creates it.
  case virtualenv
  case pyenv, conda, nix
  /// Of docker or podman.
  case container
  case deb, rpm, npm
  /// One that is there already: it is not created, and changed only if asked.
  case system
  /// A kind that the program itself does not know, by the name the configuration gave.
  case external(String)

  private static let named: [EnvironmentKind] = [
    .virtualenv, .pyenv, .conda, .nix, .container, .deb, .rpm, .npm, .system,
  ]
  private static let otherWords: [String: EnvironmentKind] = [
    "venv": .virtualenv, "uv-venv-runner": .virtualenv, "virtualenv-pep-723": .virtualenv,
    "virtualenv-script": .virtualenv, "uv-venv-pep-723": .virtualenv, "docker": .container, "podman": .container,
  ]

  /// The words that name a kind the program knows, the kinds' own first.
  package static let words = named.map(\.description) + ["docker", "podman", "venv"]

  /// The kind that a word of the configuration means; `nil` for words that mean none.
  package init?(word: String) {
    guard let kind = Self.named.first(where: { $0.description == word }) ?? Self.otherWords[word] else { return nil }
    self = kind
  }

  /// Reads a value of `runner` or `kind`; what is not known is a kind made by others.
  package init(_ name: String) { self = EnvironmentKind(word: name) ?? .external(name) }

  /// Whether its environments are made with a Python of the machine, and have none without.
  package var usesMachinePython: Bool {
    switch self {
    case .virtualenv, .pyenv: true
    case .external, .conda, .nix, .container, .deb, .rpm, .npm, .system: false
    }
  }

  package var description: String {
    switch self {
    case .virtualenv: "virtualenv"
    case .pyenv: "pyenv"
    case .conda: "conda"
    case .nix: "nix"
    case .container: "container"
    case .deb: "deb"
    case .rpm: "rpm"
    case .npm: "npm"
    case .system: "system"
    case .external(let name): name
    }
  }
}
