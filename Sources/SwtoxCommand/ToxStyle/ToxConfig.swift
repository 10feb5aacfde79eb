import EnvironmentModel
import Host
import ProjectConfiguration
import Reporting

/// `config`: settings in the forms that tox gives them.
struct ToxConfig {
  let face: ToxFace
  let session: ProjectSession
  let environments: ToxEnvironments

  /// The settings of an environment, or of the core, as they are shown.
  private struct Block {
    var name: String
    var entries: [Entry]
    var unused: [String]
  }

  private typealias Entry = (key: String, setting: Setting<SettingValue>)

  private var keys: [String] { face.arguments.texts("list_keys_only") }

  func run() async throws(ToxError) -> Int32 {
    let filter = try ToxSkipFilter(
      face.arguments.text("skip_env") ?? face.program.host.variables["TOX_SKIP_ENV"] ?? "")
    let names = environments.chosen(withPackagers: true, filter)
    let packagers = Set(environments.packagers)
    let runs = names.filter { !packagers.contains($0) }
    let resolved = await session.environments(runs, only: wanted(.environment))
    let configuration = resolved.session.configuration
    let byName = Dictionary(resolved.environments.map { ($0.name, $0) }) { first, _ in first }
    var blocks = names.map { name -> Block in
      guard let environment = byName[name] else { return packager(name, configuration) }
      let type = EnvironmentTypeName.of(environment)
      return Block(
        name: name.text, entries: ordered(environment.settings, .environment, type: type),
        unused: keys.isEmpty ? configuration.unusedKeys(of: name) : [])
    }
    var core: Block?
    if face.arguments.texts("env").contains("ALL") || face.arguments.flag("show_core") {
      let settings = configuration.coreSettings(only: wanted(.core)).settings
      core = Block(
        name: "tox", entries: ordered(settings, .core, type: nil),
        unused: keys.isEmpty ? configuration.unusedCoreKeys : [])
    }
    let failures = (blocks + [core].compactMap { $0 }).flatMap(\.entries).compactMap { entry -> String? in
      if case .failure(let reason) = entry.setting.value { reason } else { nil }
    }
    if let first = failures.first, face.program.host.variables["_TOX_SHOW_CONFIG_RAISE"] != nil {
      throw ToxError(failure: first)
    }
    if face.arguments.text("config_format") == nil || face.arguments.text("config_format") == "ini" {
      try write(ini(&blocks, core))
    } else {
      let node = node(blocks, core)
      try write(face.arguments.text("config_format") == "json" ? node.text() + "\n" : TOMLText.text(of: node))
    }
    return failures.isEmpty ? 0 : 255
  }

  private func packager(_ name: EnvironmentName, _ configuration: LoadedConfiguration) -> Block {
    let settings = configuration.packageEnvironment(name, only: wanted(.packaging)).settings
    return Block(
      name: name.text, entries: ordered(settings, .packaging, type: "Pep517VirtualEnvPackager"),
      unused: keys.isEmpty ? configuration.unusedKeys(of: name) : [])
  }

  /// The present names of the keys that were asked for; `nil` for all.
  private func wanted(_ table: ConfigurationKeyTable) -> Set<String>? {
    keys.isEmpty ? nil : Set(keys.compactMap { table[$0]?.name })
  }

  /// The settings in the order in which their keys were asked for, with the type in front when none was.
  private func ordered(_ settings: [Entry], _ table: ConfigurationKeyTable, type: String?) -> [Entry] {
    if keys.isEmpty {
      let first = type.map { [(key: "type", setting: Setting(SettingValue.text($0), origin: .init(section: "")))] }
      return (first ?? []) + settings
    }
    return keys.compactMap { key in
      guard let name = table[key]?.name else { return nil }
      return settings.first { $0.key == name }
    }
  }

  // MARK: Forms

  private func ini(_ blocks: inout [Block], _ core: Block?) -> String {
    var texts = blocks.map { block in "[testenv:\(block.name)]\n" + lines(block) }
    if let core { texts.append("\(texts.isEmpty ? "\n" : "")[tox]\n" + lines(core)) }
    return texts.joined(separator: "\n")
  }

  private func lines(_ block: Block) -> String {
    var text = ""
    for (key, setting) in block.entries {
      if case .failure(let reason) = setting.value {
        text += "\(key) = # Exception: \(Self.exception(reason))\n"
        continue
      }
      let value = setting.value.referenceText
      let items = value.split(separator: "\n", omittingEmptySubsequences: false)
      text +=
        setting.value.isCollection && items.count > 1
        ? "\(key) =\n" + items.map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined() : "\(key) = \(value)\n"
    }
    if !block.unused.isEmpty { text += "# !!! unused: \(block.unused.joined(separator: ", "))\n" }
    return text
  }

  /// A failure as Python would show its exception.
  static func exception(_ reason: String) -> String {
    let error = ToxError(failure: reason)
    if error.kind == "NoInterpreter" { return "NoInterpreter(\(error.message))" }
    return "\(error.kind)(\(PythonText.quoted(error.message)))"
  }

  private func node(_ blocks: [Block], _ core: Block?) -> JSONNode {
    let members = blocks.map { JSONNode.Member(key: $0.name, value: object($0)) }
    let tox = core.map { [JSONNode.Member(key: "tox", value: object($0))] } ?? []
    return .object([JSONNode.Member(key: "env", value: .object(members))] + tox)
  }

  private func object(_ block: Block) -> JSONNode {
    var members = block.entries.map { key, setting -> JSONNode.Member in
      guard case .failure(let reason) = setting.value else {
        return JSONNode.Member(key: key, value: JSONNode(setting.value))
      }
      return JSONNode.Member(
        key: key, value: .object([JSONNode.Member(key: "error", value: .text(Self.exception(reason)))]))
    }
    if !block.unused.isEmpty {
      members.append(JSONNode.Member(key: "unused", value: .list(block.unused.map { .text($0) })))
    }
    return .object(members)
  }

  private func write(_ text: String) throws(ToxError) {
    let failure = OutputFile(path: face.arguments.text("output_file")).write(text, face.program.host)
    if let failure { throw ToxError(failure.message) }
  }
}

/// The names that tox gives to kinds of environments.
enum EnvironmentTypeName {
  static func of(_ environment: Environment) -> String {
    switch environment.text("runner") {
    case "uv-venv-runner": "UvVenvRunner"
    case "uv-venv-lock-runner": "UvVenvLockRunner"
    case "uv-venv-pep-723": "UvVenvPep723Runner"
    case "virtualenv-pep-723": "Pep723Runner"
    default: "VirtualEnvRunner"
    }
  }
}
