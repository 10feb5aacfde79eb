import EnvironmentModel
import ProjectConfiguration
import Reporting
import SourceText
import Testing

@testable import SwtoxCommand

/// What is made from the table of keys says of each key what the table says.
@Suite struct KeyTableTests {
  private static let tables: [(name: String, section: String, table: ConfigurationKeyTable)] = [
    ("core", "tox", .core), ("environment", "testenv", .environment), ("packaging", "pkgenv", .packaging),
    ("package definition", "packagedef:wheel", .packageDefinition),
    ("environment definition", "envdef:conda", .environmentDefinition),
  ]

  @Test(arguments: tables.map(\.name))
  func `each key has one row, a meaning and spellings that mean nothing else`(name: String) throws {
    let table = try #require(Self.tables.first { $0.name == name }).table
    #expect(Set(table.allNames).count == table.allNames.count)
    for key in table.keys {
      #expect(!key.documentation.isEmpty && !key.documentation.hasSuffix("."), "\(key.name)")
      for spelling in key.spellings { #expect(table[spelling]?.name == key.name) }
    }
  }

  @Test(arguments: tables.map(\.name))
  func `each key is read, and one letter more is told with the key it is close to`(name: String) throws {
    let (_, section, table) = try #require(Self.tables.first { $0.name == name })
    let spellings = table.keys.flatMap(\.spellings)
    let start = section == "testenv" ? "[testenv]\n" : "[testenv]\n[\(section)]\n"
    for spelling in spellings {
      let types: [ConfigurationKey.ValueType: String] = [
        .groups: "x = y", .dictionary: "conda = 1", .integer: "1",
      ]
      let value =
        spelling == "history_max_size" ? "1 GB" : table[spelling].flatMap { types[$0.type] } ?? "true"
      let read = try diagnostics("\(start)\(spelling) = \(value)\n")
      #expect(!read.contains { $0.message.hasPrefix("unknown key") }, "\(spelling)")
      let misspelt = try diagnostics("\(start)\(spelling)q = true\n").first { $0.message.hasPrefix("unknown key") }
      #expect(misspelt?.help?.hasPrefix("did you mean '") == true, "\(spelling)q")
    }
  }

  private func diagnostics(_ text: String) throws -> [Diagnostic] {
    let file = SourceFile(path: "tox.ini", text: text)
    let document = try #require(try ConfigurationReader.read(file))
    return try ProjectBuilder.build(document, path: "/p/tox.ini", context: ConfigurationContext(variables: [:]))
      .diagnostics
  }

  @Test func `the schema has every key that can be set, in every spelling`() {
    let schema = ConfigurationSchema.json(isStrict: true)
    let environment = Set(schema["definitions"]?["environment"]?["properties"]?.keys ?? [])
    let packaging = Set(schema["definitions"]?["packaging"]?["properties"]?.keys ?? [])
    let core = Set(schema["properties"]?.keys ?? [])
    func settable(_ table: ConfigurationKeyTable) -> Set<String> {
      Set(table.keys.filter { !$0.isConstant }.flatMap(\.spellings))
    }
    #expect(environment == settable(.environment))
    #expect(packaging == settable(.packaging))
    let packages = Set(schema["definitions"]?["package_definition"]?["properties"]?.keys ?? [])
    let kinds = Set(schema["definitions"]?["environment_definition"]?["properties"]?.keys ?? [])
    #expect(packages == settable(.packageDefinition) && kinds == settable(.environmentDefinition))
    #expect(Set(schema["definitions"]?["service"]?["properties"]?.keys ?? []) == settable(.service))
    #expect(
      core
        == settable(.core).union([
          "env_run_base", "env_pkg_base", "env", "env_base", "packagedef", "envdef", "service", "docker",
          "legacy_tox_ini",
        ]))
  }

  @Test func `config shows every key of environments that applies, and every one of the core`() throws {
    let file = SourceFile(path: "tox.ini", text: "[testenv]\npackage = wheel\n")
    let document = try #require(try ConfigurationReader.read(file))
    let loaded = try ProjectBuilder.build(document, path: "/p/tox.ini", context: ConfigurationContext(variables: [:]))
    let shown = loaded.environment(EnvironmentName("py")).environment.settings.map(\.key)
    // What only uv's runners have.
    let (ofKinds, others) = (
      ConfigurationKeyTable.environment.keys.filter { !$0.kinds.isEmpty }.map(\.name),
      ConfigurationKeyTable.environment.keys.filter(\.kinds.isEmpty).map(\.name)
    )
    #expect(!ofKinds.isEmpty && ofKinds.allSatisfy { !shown.contains($0) })
    let hidden = others.filter { !shown.contains($0) }
    #expect(
      hidden == [
        "uv_resolution", "uv_seed", "uv_python_preference", "only_groups", "no_default_groups", "uv_sync_flags",
        "uv_sync_locked", "script",
      ])
    #expect(loaded.coreSettings().settings.map(\.key) == ConfigurationKeyTable.core.keys.map(\.name))
  }

  @Test(arguments: [
    ("[testenv]\nkind = conda\n", "conda_deps"), ("[testenv]\nrunner = npm\n", "npm_scripts"),
    ("[tox]\nenv_kinds = nix\n[testenv:py-nix]\n", "nix_file"),
    ("[tox]\n[envdef:conda]\nmatch = py-nix\n", "conda_env"),
  ])
  func `config shows the keys of an environment's kind, however it came to that`(text: String, key: String) throws {
    let document = try #require(try ConfigurationReader.read(SourceFile(path: "tox.ini", text: text)))
    let loaded = try ProjectBuilder.build(document, path: "/p/tox.ini", context: ConfigurationContext(variables: [:]))
    let environment = loaded.environment(EnvironmentName("py-nix")).environment
    let shown = environment.settings.map(\.key)
    let own = ConfigurationKeyTable.environment.keys.filter { $0.kinds.contains(environment.kind) }.map(\.name)
    #expect(own.contains(key) && own.allSatisfy(shown.contains))
    let others = ConfigurationKeyTable.environment.keys.filter {
      !$0.kinds.isEmpty && !$0.kinds.contains(environment.kind)
    }
    #expect(others.allSatisfy { !shown.contains($0.name) })
  }

  @Test func `the manual tells exactly the keys of each table, with old names and defaults`() throws {
    let blocks = Manual.document(of: try #require(CommandLineDescription.ofProgram())).blocks
    let titles = [
      "Keys of [tox]": ConfigurationKeyTable.core, "Keys of [testenv] and [testenv:NAME]": .environment,
      "Keys of [pkgenv], for environments that build packages": .packaging,
      "Keys of [packagedef:NAME]": .packageDefinition,
      "Keys of [envdef:NAME], beside those of environments": .kindDefinition,
    ]
    for (title, table) in titles {
      let start = try #require(
        blocks.firstIndex { if case .subheading(title) = $0 { true } else { false } }, "\(title)")
      let terms = blocks[(start + 1)...].prefix { if case .term = $0 { true } else { false } }
      let told = terms.map { block in if case .term(let term, let text) = block { [term, text] } else { [String]() } }
      #expect(told.count == table.keys.count, "\(title)")
      for (key, words) in zip(table.keys, told) {
        let old = key.aliases.isEmpty ? "" : " (formerly \(key.aliases.joined(separator: ", ")))"
        #expect(words[0].hasPrefix("\(key.name)\(old), "), "\(words[0])")
        #expect(words[1].hasPrefix("\(key.documentation). Default: "), "\(words[1])")
        #expect(words[1].hasSuffix("It cannot be set.") == key.isConstant, "\(words[1])")
      }
    }
  }
}

extension JSONNode {
  fileprivate subscript(key: String) -> JSONNode? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  fileprivate var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }
}
