import EnvironmentModel

/// The settings of a project's core and environments while they are computed, each from what the others say.
///
/// A value that needs another asks for it; values that need each other are found by the chain of askers, which all
/// share. One resolution serves one question and is then let go.
final class Resolution {
  let document: ConfigurationDocument
  let context: ConfigurationContext
  /// The absolute path of the configuration file.
  let path: String
  /// What environments there are; nothing while the core is asked for it.
  var names: EnvironmentNames?
  /// The package and environment definitions; none while they are read.
  var definitions = Definitions()
  /// Keys, variables and sections that wait for their value, the last one for none.
  var chain: [String] = []
  /// What became of expressions, where somebody wants to know.
  var replacements: [SettingExplanation.Replacement]?
  /// Where package definitions speak of packages.
  var packageReferences: [DefinitionReference] = []
  /// Environments whose `set_env` is being read, so that it is not asked for variables yet.
  var isDefiningVariables: Set<EnvironmentName> = []
  /// Whether there is anything to build a package from; looked for once, since every environment asks.
  private(set) lazy var hasProjectFile = {
    let root = core.text("package_root")
    return ["pyproject.toml", "setup.py", "setup.cfg"].contains { context.readFile("\(root)/\($0)") != nil }
  }()
  /// The settings of keys that are the same wherever nobody sets them, by table and place; the outer `nil` is for those
  /// that nobody has asked for.
  private var plainDefaults: [SettingResolver.Level: [Setting<SettingValue>??]] = [:]
  /// What short texts are made of, which come again with every environment.
  private var pieces: [String: [SubstitutionPiece]] = [:]
  /// The keys that environments show, by what decides it.
  var shownKeys: [KeyVisibility: ShownKeys] = [:]
  /// What environments have in common, where many are asked for.
  private var sharedSettings: SharedSettingsTable?
  private var coreResolver: SettingResolver?
  private var environments: [EnvironmentName: SettingResolver] = [:]
  private var packageEnvironments: [EnvironmentName: SettingResolver] = [:]

  /// Asks a question, and lets go of everything that was computed for it.
  static func with<Answer, Failure: Error>(
    _ document: ConfigurationDocument, path: String, context: ConfigurationContext, names: EnvironmentNames? = nil,
    definitions: Definitions = Definitions(), _ question: (Resolution) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    let resolution = Resolution(document: document, path: path, context: context, names: names)
    resolution.definitions = definitions
    defer { resolution.close() }
    return try question(resolution)
  }

  private init(document: ConfigurationDocument, path: String, context: ConfigurationContext, names: EnvironmentNames?) {
    self.document = document
    self.path = path
    self.context = context
    self.names = names
  }

  /// Whether `{package:NAME}` stands anywhere in environments.
  private(set) lazy var speaksOfPackages =
    document.definesPackages
    && (!definitions.spokenOf.isEmpty || context.overrides.contains { $0.text.contains(SettingResolver.packageStart) })

  /// The text and expressions that a text is made of.
  func pieces(of text: String) -> [SubstitutionPiece] {
    guard sharedSettings != nil, text.utf8.count < 200 else { return SubstitutionSyntax.parse(text) }
    if let known = pieces[text] { return known }
    let parsed = SubstitutionSyntax.parse(text)
    if pieces.count < 1_000 { pieces[text] = parsed }
    return parsed
  }

  /// The folder of the configuration file, or what the command line says.
  var root: String {
    if let root = context.root { return root }
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    return folder.isEmpty ? "/" : folder
  }

  /// Resolvers hold on to their resolution, and it to them.
  private func close() {
    coreResolver = nil
    environments = [:]
    packageEnvironments = [:]
  }

  var core: SettingResolver {
    if let coreResolver { return coreResolver }
    let resolver = SettingResolver(self, .core)
    coreResolver = resolver
    return resolver
  }

  func environment(_ name: EnvironmentName) -> SettingResolver {
    if let known = environments[name] { return known }
    let resolver = SettingResolver(self, .environment(name))
    environments[name] = resolver
    return resolver
  }

  func packageEnvironment(_ name: EnvironmentName) -> SettingResolver {
    if let known = packageEnvironments[name] { return known }
    let resolver = SettingResolver(self, .packageEnvironment(name))
    packageEnvironments[name] = resolver
    return resolver
  }

  /// The setting of a key that no file mentions and whose default is a plain text; `nil` for others.
  ///
  /// Most keys of most environments are such, and none of them has to be computed for each.
  func plainDefault(of key: ConfigurationKey, _ resolver: SettingResolver) -> Setting<SettingValue>? {
    let level = resolver.scope.level
    if let known = plainDefaults[level]?[key.index] { return known }
    var setting: Setting<SettingValue>?
    // A script that somebody names is what its environment runs.
    let isOfScript = key.name == "commands" && resolver.table["script"].map(mentions) ?? false
    if !key.isComputed, !isOfScript, !mentions(key) {
      let unset = SettingOrigin(section: SettingResolver.unset)
      switch key.defaultValue {
      case .absent: setting = Setting(.absent, origin: unset)
      case .text(let text) where !text.contains("{") && key.type != .path:
        setting = (try? resolver.converted(text, key)).map { Setting($0, origin: unset) }
      case .text, .computed: break
      }
    }
    let empty = [Setting<SettingValue>??](repeating: nil, count: resolver.table.keys.count)
    plainDefaults[level, default: empty][key.index] = .some(setting)
    return setting
  }

  /// Whether some section or override has a key, by its present name or an old one.
  func mentions(_ key: ConfigurationKey) -> Bool {
    key.spellings.contains { spelling in
      document.keys.contains(spelling) || context.overrides.contains { $0.key == spelling }
    }
  }

  /// Looks for what environments have in common, which pays where many are asked for.
  ///
  /// What the command line says of single environments, and accounts of how values come about, are of each for itself.
  func sharesSettings(among count: Int) {
    guard count > 4, context.overrides.isEmpty, replacements == nil, sharedSettings == nil else { return }
    sharedSettings = SharedSettingsTable(document)
  }

  /// What an environment shares with others like it; `nil` where nothing is shared.
  ///
  /// - Parameter sections: The sections of its own.
  func sharedSettings(
    of name: EnvironmentName, _ sections: [ConfigurationSection], _ table: ConfigurationKeyTable
  ) -> SharedSettings? {
    guard let sharedSettings else { return nil }
    let covering = definitionSections(covering: name)
    return sharedSettings.settings(
      of: name, sections: (sections + covering).map(\.name), template: names?.templateOfEnvironment[name.text], table)
  }

  /// Lets an environment's values go, where many are asked for one by one.
  func forget(_ name: EnvironmentName) { environments[name] = nil }

  /// Lets go of everything that was computed.
  func forgetAll() { close() }

  /// The resolver of another environment that a value speaks of, which is of the asker alone then.
  func environment(_ name: EnvironmentName, askedBy asker: SettingResolver) -> SettingResolver {
    asker.isOwn = true
    return environment(name)
  }

  /// The resolver of a name that a value speaks of; `nil` when there is no such environment.
  func known(_ name: String, askedBy asker: SettingResolver) -> SettingResolver? {
    guard let names, names.isKnown(name) else { return nil }
    return environment(EnvironmentName(name), askedBy: asker)
  }

  /// The sections that an environment's own values come from, nearest first: those that `base` names are not among them.
  func ownSections(of scope: SettingResolver.Scope) -> [String] {
    switch scope {
    case .core: [document.dialect.core]
    case .environment(let name), .packageEnvironment(let name):
      [names?.sectionOfEnvironment[name.text] ?? document.dialect.environment(name.text)]
    case .packageDefinition(let name): [sectionOfDefinition[document.dialect.packageDefinition(name.text)] ?? ""]
    case .environmentDefinition(let name):
      [sectionOfDefinition[document.dialect.environmentDefinition(name.text)] ?? ""]
    case .service(let name): [sectionOfDefinition[document.dialect.service(name.text)] ?? ""]
    }
  }

  /// The sections of definitions by the section that each of their names would have alone.
  var sectionOfDefinition: [String: String] = [:]

  /// The sections of the environment definitions that cover an environment, the narrowest first.
  func definitionSections(covering name: EnvironmentName) -> [ConfigurationSection] {
    definitions.environments(covering: name).compactMap { document[section: $0.definition.section] }
  }

  /// Remembers that a value is asked for while another waits.
  ///
  /// - Throws: That the value needs itself.
  func enter(_ link: String, shown: String) throws(SubstitutionError) {
    if let start = chain.firstIndex(of: link) {
      throw .cycle(chain[start...].map(Self.shown) + [shown])
    }
    if chain.count > SubstitutionResolver.depthLimit { throw .tooDeep }
    chain.append(link)
  }

  func leave() { chain.removeLast() }

  /// A link without the environment it belongs to.
  private static func shown(_ link: String) -> String {
    link.split(separator: "\u{0}").last.map(String.init) ?? link
  }
}
