import Artifacts
import EnvironmentModel

/// Reads the actions in an answer; what is changed by them lies in the environment's own folders.
struct ExternalActionReader {
  private let environment: Environment
  private let reader: ExternalFields

  init(_ environment: Environment, _ reader: ExternalFields) {
    self.environment = environment
    self.reader = reader
  }

  /// More are refused: a plan holds them all.
  private static let countLimit = 10_000
  private static let words: Set = ["run", "folder", "remove", "write", "tell"]

  func actions(_ name: String) throws(ExternalKindFault) -> [ExternalAction] {
    let values = try reader.array(name)
    if values.count > Self.countLimit {
      throw ExternalKindFault("has more than \(Self.countLimit) actions in \(reader.place)")
    }
    var actions: [ExternalAction] = []
    for value in values { actions.append(try action(value)) }
    return actions
  }

  private func action(_ value: JSONValue) throws(ExternalKindFault) -> ExternalAction {
    let fields = ExternalFields(value, in: "an action of \(reader.place)")
    let kinds = fields.names.intersection(Self.words)
    guard kinds.count == 1, let kind = kinds.first else {
      throw ExternalKindFault(
        "has an action in \(reader.place) that is not one of \(Self.words.sorted().joined(separator: ", "))")
    }
    switch kind {
    case "run":
      let words = try fields.texts("run")
      guard let program = words.first, !program.isEmpty else {
        throw ExternalKindFault("runs nothing in \(reader.place)")
      }
      let folder = try fields.optionalText("cwd")
      guard folder.isEmpty || folder.hasPrefix("/") else {
        throw ExternalKindFault("has a 'cwd' that is no absolute path in \(reader.place): '\(folder)'")
      }
      return .run(
        words: words, folder: folder, variables: try fields.dictionary("env"),
        ignoresFailure: try fields.optionalFlag("ignore_failure"))
    case "folder": return .createDirectory(try ownPath(fields.text("folder")))
    case "remove": return .remove(try ownPath(fields.text("remove")))
    case "write": return .write(path: try ownPath(fields.text("write")), text: try fields.optionalText("text"))
    default: return .tell(try fields.text("tell"))
    }
  }

  /// A path in the environment's own folders.
  private func ownPath(_ path: String) throws(ExternalKindFault) -> String {
    let plain = absolutePath(path, from: "/")
    let folders = [environment.directory, environment.temporaryDirectory].filter { !$0.isEmpty }
    guard path.hasPrefix("/"), folders.contains(where: { plain == $0 || plain.hasPrefix($0 + "/") }) else {
      throw ExternalKindFault("would change '\(path)', which is not in the environment's folder")
    }
    return plain
  }
}
