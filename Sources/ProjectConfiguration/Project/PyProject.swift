package import EnvironmentModel
package import SourceText

/// What `pyproject.toml` says of building, of the Pythons that the project is for and of groups of dependencies.
package struct PyProject: Sendable {
  package let buildSystem: BuildSystem
  /// The versions of Python that the project is for, as PEP 440 writes them; `nil` where it does not say.
  package let requiredPython: String?
  /// The names of its extras, sorted.
  package let extraNames: [String]
  /// The names of its dependency groups, sorted.
  package var groupNames: [String] { groups?.entries.map(\.key).sorted() ?? [] }
  /// The table of PEP 735, if there is one.
  private let groups: TOMLTable?
  /// The table of PEP 621, if there is one.
  private let project: TOMLTable?

  /// What a project without the file means.
  package static let absent = PyProject(table: nil)

  /// Reads the file.
  ///
  /// - Throws: What is wrong with its TOML.
  package init(_ file: SourceFile) throws(DiagnosticError) {
    self.init(table: try TOMLReader.read(file))
  }

  private init(table: TOMLTable?) {
    groups = table?["dependency-groups"]?.table
    project = table?["project"]?.table
    requiredPython = project?["requires-python"]?.string
    extraNames = project?["optional-dependencies"]?.table?.entries.map(\.key).sorted() ?? []
    buildSystem = BuildSystem(table?["build-system"])
  }

  /// Why a group's requirements cannot be told.
  package enum GroupError: Error, Hashable, Sendable {
    /// There is no file at an absolute path.
    case noFile(String)
    case missing(String, known: [String])
    case cycle([String])
    /// A group that is no list, or has an item that is neither a requirement nor `{include-group = "…"}`.
    case malformed(String)

    /// What is wrong, with the known names or the way round the circle.
    package var message: String {
      switch self {
      case .noFile(let path): "no pyproject.toml found at \(path)"
      case .missing(let name, let known):
        "there is no dependency group '\(name)' in pyproject.toml "
          + (known.isEmpty ? "(it has none)" : "(known: \(known.joined(separator: ", ")))")
      case .malformed(let name):
        "dependency group '\(name)' in pyproject.toml is no list of requirements and {include-group = \"...\"} tables"
      case .cycle(let names): "these dependency groups include each other: \(names.joined(separator: " -> "))"
      }
    }
  }

  /// The requirements of some groups in order, with those they include, as PEP 735 says.
  package func requirements(of names: [String]) throws(GroupError) -> [String] {
    var requirements: [String] = []
    for name in names { requirements += try self.requirements(of: name, within: []) }
    return requirements
  }

  private func requirements(of name: String, within chain: [String]) throws(GroupError) -> [String] {
    let wanted = Self.normalized(name)
    if chain.contains(wanted) { throw .cycle(chain + [wanted]) }
    guard let entry = groups?.entries.first(where: { Self.normalized($0.key) == wanted }) else {
      throw .missing(name, known: groups?.entries.map(\.key) ?? [])
    }
    var requirements: [String] = []
    guard case .array(let items) = entry.value.content else { throw .malformed(entry.key) }
    for item in items {
      if let text = item.string {
        requirements.append(text)
      } else if let included = item.table?["include-group"]?.string {
        requirements += try self.requirements(of: included, within: chain + [wanted])
      } else {
        throw .malformed(entry.key)
      }
    }
    return requirements
  }

  /// Why what the project needs cannot be told.
  package enum DependencyError: Error, Hashable, Sendable {
    /// Its build decides it, or there is no table.
    case open(String)
    case missingExtra(String, package: String, known: [String])

    /// What is wrong, and what to do.
    package var message: String {
      switch self {
      case .open(let name):
        "pyproject.toml does not say '\(name)' of [project]: only a build would; list what is needed in 'deps'"
      case .missingExtra(let name, let package, let known):
        "extras not found for package \(package): \(name) (available: "
          + "\(known.isEmpty ? "none" : known.joined(separator: ", ")))"
      }
    }
  }

  /// What the project needs by PEP 621, with what some of its extras need.
  package func requirements(withExtras extras: [String]) throws(DependencyError) -> [String] {
    let dynamic = Self.texts(project?["dynamic"])
    guard let project, !dynamic.contains("dependencies") else { throw .open("dependencies") }
    var requirements = Self.texts(project["dependencies"])
    for extra in extras {
      if dynamic.contains("optional-dependencies") { throw .open("optional-dependencies") }
      let wanted = Self.normalized(extra)
      let entries = project["optional-dependencies"]?.table?.entries ?? []
      guard let entry = entries.first(where: { Self.normalized($0.key) == wanted }) else {
        throw .missingExtra(extra, package: project["name"]?.string ?? "of this folder", known: extraNames)
      }
      requirements += Self.texts(entry.value)
    }
    return requirements
  }

  /// The texts of a list; none for what is no list.
  private static func texts(_ value: TOMLValue?) -> [String] {
    guard case .array(let items)? = value?.content else { return [] }
    return items.compactMap(\.string)
  }

  /// Names that differ in case and in `-`, `_`, `.` are the same.
  private static func normalized(_ name: String) -> String {
    name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
  }
}

extension BuildSystem {
  /// What the table of PEP 518 and PEP 517 says; what is malformed in it is among the faults.
  fileprivate init(_ value: TOMLValue?) {
    self = .legacy
    guard let value else { return }
    guard let table = value.table else {
      faults = [.error("'build-system' has to be a table", at: value.span, help: "write [build-system]")]
      return
    }
    if let requires = table["requires"] {
      let texts = strings(requires, "requires", help: "write it as [\"setuptools>=61\"]")
      self.requires = texts.map(\.text)
      faults += texts.compactMap { text, span in
        RequirementSyntax.fault(of: text).map {
          .error(
            "'\(text)' in 'build-system.requires' is no requirement: \($0)", at: span,
            help: "write it as \"setuptools>=61\"")
        }
      }
    }
    if let backend = table["build-backend"] {
      self.backend = backend.string ?? self.backend
      if backend.string == nil {
        faults.append(
          .error(
            "'build-system.build-backend' has to be a text", at: backend.span,
            help: "write it as \"setuptools.build_meta\""))
      }
    }
    if let path = table["backend-path"] {
      backendPath = strings(path, "backend-path", help: "write it as [\".\"]").map(\.text)
    }
  }

  /// The texts of a list with their places; what is none is a fault.
  private mutating func strings(_ value: TOMLValue, _ key: String, help: String) -> [(text: String, span: SourceSpan)] {
    guard case .array(let items) = value.content else {
      faults.append(.error("'build-system.\(key)' has to be a list of texts", at: value.span, help: help))
      return []
    }
    return items.compactMap { item in
      if let text = item.string { return (text, item.span) }
      faults.append(.error("'build-system.\(key)' has to be a list of texts", at: item.span, help: help))
      return nil
    }
  }
}

extension TOMLValue {
  fileprivate var table: TOMLTable? { if case .table(let table) = content { table } else { nil } }
  fileprivate var string: String? { if case .string(let text) = content { text } else { nil } }
}
