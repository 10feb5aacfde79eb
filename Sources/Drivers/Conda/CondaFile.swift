import Yams

/// What an `environment.yml` of conda asks for.
///
/// Of its keys `channels`, `dependencies`, a list for `pip` among them, and `variables` count; `name` and `prefix` are
/// other people's.
struct CondaFile: Hashable {
  private(set) var channels: [String] = []
  private(set) var dependencies: [String] = []
  /// Requirements and options of pip, one a line, as they are written.
  private(set) var pipRequirements: [String] = []
  private(set) var variables: [String: String] = [:]

  /// What is wrong with a file, with the line.
  struct Fault: Error, Hashable {
    var reason: String

    init(_ reason: String, at node: Node? = nil) {
      self.reason = node?.mark.map { "line \($0.line): \(reason)" } ?? reason
    }
  }

  init(_ text: String) throws(Fault) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw Fault(Self.words(error))
    }
    guard let root else { return }
    guard let mapping = root.mapping else { throw Fault("it holds no keys, such as 'dependencies'", at: root) }
    for (key, value) in mapping {
      switch key.string {
      case "channels": channels = try Self.texts(value, "channels")
      case "dependencies": try readDependencies(value)
      case "variables":
        guard let pairs = value.mapping else { throw Fault("'variables' is no mapping", at: value) }
        for (name, text) in pairs { variables[name.string ?? ""] = text.scalar?.string ?? "" }
      default: break
      }
    }
  }

  private static func words(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      "line \(mark.line): it is no YAML: \(problem)"
    default: "it is no YAML: \(error)".split(separator: "\n").joined(separator: " ")
    }
  }

  private mutating func readDependencies(_ value: Node) throws(Fault) {
    guard let items = value.sequence else { throw Fault("'dependencies' is no list", at: value) }
    for item in items {
      if let text = item.scalar?.string {
        dependencies.append(text)
      } else if let pip = item.mapping?["pip"] {
        pipRequirements += try Self.texts(pip, "pip")
      } else {
        throw Fault("a dependency is neither a text nor a list for pip", at: item)
      }
    }
  }

  private static func texts(_ value: Node, _ key: String) throws(Fault) -> [String] {
    // A key without anything behind it.
    if let scalar = value.scalar, ["", "~", "null"].contains(scalar.string) { return [] }
    guard let items = value.sequence else { throw Fault("'\(key)' is no list", at: value) }
    var texts: [String] = []
    for item in items {
      guard let text = item.scalar?.string else { throw Fault("'\(key)' holds what is no text", at: item) }
      texts.append(text)
    }
    return texts
  }
}
