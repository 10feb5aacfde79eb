import ProjectConfiguration
import Reporting

/// A JSON schema (draft 7) of configurations in TOML, made from the tables of keys.
enum ConfigurationSchema {
  /// - Parameter isStrict: Whether keys that are not in the tables are refused.
  static func json(isStrict: Bool) -> JSONNode {
    let environment = object(ConfigurationKeyTable.environment, isStrict)
    let packaging = object(ConfigurationKeyTable.packaging, isStrict)
    var properties = ConfigurationKeyTable.core.keys.filter { !$0.isConstant }.flatMap(members)
    properties += [
      .init(key: "env_run_base", value: reference("environment")),
      .init(key: "env_pkg_base", value: reference("packaging")),
      .init(key: "env", value: tables(reference("environment"))),
      .init(key: "env_base", value: tables(reference("environment"))),
      .init(key: "packagedef", value: tables(reference("package_definition"))),
      .init(key: "envdef", value: tables(reference("environment_definition"))),
      .init(key: "service", value: tables(reference("service"))),
      .init(key: "docker", value: tables(reference("service"))),
      .init(key: "legacy_tox_ini", value: .object([.init(key: "type", value: .text("string"))])),
    ]
    return .object([
      .init(key: "$schema", value: .text("http://json-schema.org/draft-07/schema")),
      .init(key: "type", value: .text("object")),
      .init(key: "properties", value: .object(properties)),
      .init(key: "additionalProperties", value: .boolean(!isStrict)),
      .init(
        key: "definitions",
        value: .object([
          .init(key: "subs", value: substitution), .init(key: "environment", value: environment),
          .init(key: "packaging", value: packaging),
          .init(key: "package_definition", value: object(ConfigurationKeyTable.packageDefinition, isStrict)),
          .init(key: "environment_definition", value: object(ConfigurationKeyTable.environmentDefinition, isStrict)),
          .init(key: "service", value: object(ConfigurationKeyTable.service, isStrict)),
        ])),
    ])
  }

  private static func object(_ table: ConfigurationKeyTable, _ isStrict: Bool) -> JSONNode {
    .object([
      .init(key: "type", value: .text("object")),
      .init(key: "properties", value: .object(table.keys.filter { !$0.isConstant }.flatMap(members))),
      .init(key: "additionalProperties", value: .boolean(!isStrict)),
    ])
  }

  /// A key under its present name with its meaning, and under each old one with a pointer to it.
  private static func members(_ key: ConfigurationKey) -> [JSONNode.Member] {
    let description = JSONNode.Member(key: "description", value: .text(key.documentation))
    let words = key.words.isEmpty ? [] : [JSONNode.Member(key: "enum", value: .list(key.words.map { .text($0) }))]
    let present = JSONNode.Member(key: key.name, value: .object(type(key.type) + words + [description]))
    let note = JSONNode.Member(key: "description", value: .text("the old name of '\(key.name)'"))
    return [present] + key.aliases.map { .init(key: $0, value: .object(type(key.type) + [note])) }
  }

  private static func type(_ type: ConfigurationKey.ValueType) -> [JSONNode.Member] {
    func named(_ name: String) -> [JSONNode.Member] { [.init(key: "type", value: .text(name))] }
    func list(_ item: JSONNode) -> [JSONNode.Member] { named("array") + [.init(key: "items", value: item)] }
    let text = JSONNode.object(named("string"))
    switch type {
    case .text, .path: return named("string")
    case .boolean: return named("boolean")
    case .integer: return named("integer")
    case .number: return named("number")
    case .list, .lines, .set, .names, .packages, .command: return list(reference("subs"))
    case .environments: return list(.object([]))
    case .requirements: return [.init(key: "oneOf", value: .list([text, .object(list(reference("subs")))]))]
    case .commands: return list(.object(list(reference("subs"))))
    case .variables, .dictionary, .groups: return named("object")
    }
  }

  private static var substitution: JSONNode {
    .object([
      .init(
        key: "oneOf",
        value: .list([
          .object([.init(key: "type", value: .text("string"))]), .object([.init(key: "type", value: .text("object"))]),
        ]))
    ])
  }

  private static func reference(_ name: String) -> JSONNode {
    .object([.init(key: "$ref", value: .text("#/definitions/\(name)"))])
  }

  private static func tables(_ inner: JSONNode) -> JSONNode {
    .object([.init(key: "type", value: .text("object")), .init(key: "additionalProperties", value: inner)])
  }
}
