package import SourceText

/// The package and environment definitions of a project, in the order of the file.
package struct Definitions: Sendable, Equatable {
  /// A word that names a kind where it is a factor.
  package struct DeclaredKind: Sendable, Equatable {
    package var word: String
    package var kind: EnvironmentKind
    /// What declares it.
    package var span: SourceSpan?

    package init(word: String, kind: EnvironmentKind, span: SourceSpan?) {
      self.word = word
      self.kind = kind
      self.span = span
    }
  }

  package private(set) var packages: [PackageDefinition] = []
  /// Where each of them stands.
  private var positions: [String: Int] = [:]
  package var environments: [EnvironmentDefinition]
  /// Each word once.
  package var declaredKinds: [DeclaredKind]
  /// The containers that run beside environments, each name once.
  package var services: [ServiceDefinition] = []
  /// The names in `{package:NAME}` outside package definitions.
  package var spokenOf: Set<String> = []

  /// Of package definitions of one name the first counts.
  package init(
    packages: [PackageDefinition] = [], environments: [EnvironmentDefinition] = [], declaredKinds: [DeclaredKind] = []
  ) {
    self.environments = environments
    self.declaredKinds = declaredKinds
    packages.forEach { add($0) }
  }

  /// Of several definitions of one name the first counts.
  package mutating func add(_ definition: PackageDefinition) {
    if positions[definition.name] == nil { positions[definition.name] = packages.count }
    packages.append(definition)
  }

  /// Notes why a package cannot be built, unless another reason is known already.
  package mutating func note(_ fault: String, ofPackageAt position: Int) {
    if packages[position].fault == nil { packages[position].fault = fault }
  }

  /// Whether the configuration has none, so that tox's rules alone count.
  package var isEmpty: Bool { packages.isEmpty && environments.isEmpty && declaredKinds.isEmpty }

  /// The definition of a name; `nil` when there is none.
  package func package(named name: String) -> PackageDefinition? { positions[name].map { packages[$0] } }

  /// The service of a name; `nil` when there is none.
  package func service(named name: String) -> ServiceDefinition? { services.first { $0.name == name } }

  /// The definitions that cover an environment, those that speak of it most narrowly first.
  ///
  /// - Complexity: O(*rules*).
  package func environments(covering name: EnvironmentName) -> [(
    definition: EnvironmentDefinition, by: MatchSpecificity
  )] {
    if environments.isEmpty { return [] }
    let factors = Set(name.factors.map(\.text))
    let covering = environments.enumerated().compactMap { place, definition in
      definition.match(name, factors: factors).map { (place: place, definition: definition, by: $0) }
    }
    return covering.sorted { ($1.by, $0.place) < ($0.by, $1.place) }.map { ($0.definition, $0.by) }
  }

  /// What a name of a definition cannot be made of, in words; `nil` for names that serve.
  ///
  /// Names become those of folders, with more text before and behind, and stand in lists and in `{package:NAME}`.
  package static func fault(ofName name: String) -> String? {
    if name == "." || name == ".." { return "it means a folder" }
    if name.utf8.count > 200 { return "it is longer than 200 bytes" }
    guard let scalar = name.unicodeScalars.first(where: { !isAllowed($0) }) else { return nil }
    if scalar.properties.isWhitespace { return "it has a blank inside" }
    return scalar.value < 0x20 || scalar.value == 0x7F
      ? "it has a control character inside" : "it has a '\(scalar)' inside"
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F
      ? !scalar.properties.isWhitespace
      : scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.+@".unicodeScalars.contains(scalar)
  }
}
