import EnvironmentModel
import SourceText

/// Reads the package and environment definitions of a file, and what they declare.
struct DefinitionReader {
  /// More definitions are refused, since each one costs time wherever environments are looked at.
  static let countLimit = 10_000

  private let resolution: Resolution
  private let names: EnvironmentNames
  private var result = Result()
  /// The definitions by kind and name, with their sections, to tell second ones.
  private var known: [String: SourceSpan] = [:]

  /// What was read, with what is wrong; a faulty definition is there and says so.
  struct Result {
    var definitions = Definitions()
    var diagnostics: [Diagnostic] = []
    /// Why none of them is taken; `nil` where all are.
    var refusal: Diagnostic?
  }

  init(_ resolution: Resolution, _ names: EnvironmentNames) {
    self.resolution = resolution
    self.names = names
  }

  private var document: ConfigurationDocument { resolution.document }

  /// - Complexity: O(*definitions* × *keys*).
  func read() -> Result {
    var reader = self
    for section in document.sections {
      if reader.result.refusal != nil { return reader.result }
      guard let (form, name) = reader.form(of: section) else { continue }
      for (name, resolver) in reader.resolvers(name, section, form) {
        switch form {
        case .package: reader.readPackage(name, resolver, section)
        case .environment: reader.readEnvironment(name, resolver, section)
        case .service: reader.readService(name, resolver, section)
        }
      }
    }
    if reader.result.refusal != nil { return reader.result }
    reader.declareKinds()
    let check = DefinitionCheck(reader.result.definitions, names)
    reader.result.diagnostics += check.diagnostics
    check.markFaults(in: &reader.result.definitions)
    reader.checkReferences()
    reader.result.diagnostics += ServiceCheck.diagnostics(markingFaultsIn: &reader.result.definitions)
    if !reader.result.definitions.packages.isEmpty {
      reader.result.definitions.spokenOf = DefinitionReference.names(in: document)
    }
    return reader.result
  }

  /// What a section defines.
  private enum Form { case package, environment, service }

  /// What a section defines and the names it gives it, as written; `nil` for sections of another sort.
  private func form(of section: ConfigurationSection) -> (Form, Substring)? {
    let dialect = document.dialect
    let starts: [(Form, String)] = [
      (.package, dialect.packageDefinition("")), (.environment, dialect.environmentDefinition("")),
      (.service, dialect.service("")), (.service, dialect.dockerService("")),
    ]
    return starts.first { section.name.hasPrefix($0.1) }.map { ($0.0, section.name.dropFirst($0.1.count)) }
  }

  /// A resolver for each name that a section stands for.
  private mutating func resolvers(
    _ written: Substring, _ section: ConfigurationSection, _ form: Form
  ) -> [(String, SettingResolver)] {
    var expanded: [String] = []
    for item in splitOutsideBraces(written, at: { $0 == UInt8(ascii: ",") }) {
      do throws(PatternError) {
        expanded += try EnvironmentPattern(String(item)).expansion
      } catch {
        report("'\(item)': \(error.message)", section.nameSpan, error.help)
      }
    }
    if written.isEmpty {
      report("a definition needs a name", section.nameSpan, "write [packagedef:NAME] or [envdef:NAME]")
    }
    return expanded.compactMap { name in
      if result.refusal != nil { return nil }
      let (key, scope) = place(of: name, form)
      if let first = known[key] {
        var diagnostic = Diagnostic.error(
          "'\(name)' is already defined", at: section.nameSpan, help: "give one of the two another name")
        diagnostic.notes = [.init("first defined here", at: first)]
        result.diagnostics.append(diagnostic)
        return nil
      }
      if known.count == Self.countLimit {
        result.refusal = .error(
          "the configuration has more than \(Self.countLimit) definitions", at: section.nameSpan,
          help: "define what they have in common once, or split the project")
        return nil
      }
      known[key] = section.nameSpan
      resolution.sectionOfDefinition[key] = section.name
      return (name, SettingResolver(resolution, scope))
    }
  }

  /// The section that a name would have alone, and whose settings they are.
  private func place(of name: String, _ form: Form) -> (section: String, scope: SettingResolver.Scope) {
    let (dialect, owner) = (document.dialect, EnvironmentName(name))
    return switch form {
    case .package: (dialect.packageDefinition(name), .packageDefinition(owner))
    case .environment: (dialect.environmentDefinition(name), .environmentDefinition(owner))
    case .service: (dialect.service(name), .service(owner))
    }
  }

  private mutating func report(_ message: String, _ span: SourceSpan?, _ help: String) {
    result.diagnostics.append(.error(message, at: span, help: help))
  }

  /// What names of definitions are made of.
  static let nameHelp = "use letters, digits, '-', '_' and '.', as in [packagedef:core]"

  // MARK: Packages

  private mutating func readPackage(_ name: String, _ resolver: SettingResolver, _ section: ConfigurationSection) {
    var reader = PackageDefinitionReader(name, resolver, section)
    reader.checkName()
    result.definitions.add(reader.read())
    result.diagnostics += reader.diagnostics
  }

  /// Refuses what definitions say of packages that will not be there for them.
  private mutating func checkReferences() {
    let definitions = result.definitions
    let references = Dictionary(grouping: resolution.packageReferences, by: \.owner)
    for place in definitions.packages.indices {
      let owner = definitions.packages[place]
      var told: [Diagnostic] = []
      for reference in references[owner.name] ?? [] {
        guard let refusal = reference.refusal(in: owner, definitions), !told.contains(refusal) else { continue }
        told.append(refusal)
        result.diagnostics.append(refusal.about(.packageDefinition(owner.name)))
        if let fault = refusal.message.split(separator: ": ", maxSplits: 1).last {
          result.definitions.note(String(fault), ofPackageAt: place)
        }
      }
    }
  }

  // MARK: Environments

  private mutating func readEnvironment(_ name: String, _ resolver: SettingResolver, _ section: ConfigurationSection) {
    if let fault = Definitions.fault(ofName: name) {
      report("'\(name)' cannot be a definition's name: \(fault)", section.nameSpan, Self.nameHelp)
    }
    let word = resolver.optionalText("kind") ?? name
    if EnvironmentKind(word: word) == nil, !resolution.context.hasExternalKind(word) {
      let isSet = resolver.optionalText("kind") != nil
      let suggestion = closestMatch(to: word, among: EnvironmentKind.words).map { "did you mean '\($0)'?" }
      let kinds = EnvironmentKind.words.joined(separator: ", ")
      // A kind may be made by others, which only a run finds out.
      result.diagnostics.append(
        isSet
          ? .warning(
            "environment definition '\(name)': kind '\(word)' is none that swtox makes itself",
            at: resolver.setting(named: "kind")?.origin.span,
            help: suggestion ?? "there are: \(kinds); others are programs 'swtox-kind-NAME' on PATH")
          : .error(
            "environment definition '\(name)' has no kind", at: section.nameSpan,
            help: suggestion ?? "say with 'kind' which: \(kinds)"))
      if !isSet { return }
    }
    var rules: [MatchingRule] = []
    let span = resolver.setting(named: "match")?.origin.span ?? section.nameSpan
    let texts = resolver.list("match")
    for text in texts.isEmpty ? [name] : texts {
      do throws(MatchingRuleError) {
        rules.append(try MatchingRule(text, at: span))
      } catch {
        report("environment definition '\(name)': \(error.message)", span, error.help)
      }
    }
    if let rule = rules.first(where: \.asksForKind) {
      report(
        "environment definition '\(name)': rule '\(rule.text)' asks for a kind, which the definition is to give", span,
        "match factors or names")
      rules.removeAll(where: \.asksForKind)
    }
    result.diagnostics += resolver.diagnostics
    result.definitions.environments.append(
      EnvironmentDefinition(
        name: name, kind: EnvironmentKind(word), rules: rules, section: section.name, span: section.nameSpan))
  }

  // MARK: Services

  private mutating func readService(_ name: String, _ resolver: SettingResolver, _ section: ConfigurationSection) {
    var reader = ServiceReader(name, resolver, section)
    result.definitions.services.append(reader.read())
    result.diagnostics += reader.diagnostics
  }

  // MARK: Kinds

  /// The words of `env_kinds`.
  private func listed(in value: SettingValue?) -> [String] {
    guard case .list(let items) = value else { return [] }
    return items.flatMap { $0.split { $0 == "," || $0.isWhitespace }.map(String.init) }
  }

  /// A kind's name is an ordinary factor until something declares it.
  private mutating func declareKinds() {
    var words: [(String, SourceSpan?)] = []
    let listed = resolution.core.setting(named: "env_kinds")
    for item in self.listed(in: listed?.value) {
      if EnvironmentKind(word: item) == nil, !resolution.context.hasExternalKind(item) {
        let suggestion = closestMatch(to: item, among: EnvironmentKind.words).map { "did you mean '\($0)'?" }
        report(
          "there is no kind '\(item)'", listed?.origin.span,
          suggestion ?? "there are: \(EnvironmentKind.words.joined(separator: ", "))")
      }
      words.append((item, listed?.origin.span))
    }
    for definition in result.definitions.environments {
      words += [(definition.name, definition.span), (definition.kind.description, definition.span)]
    }
    for rule in result.definitions.packages.flatMap(\.rules) { words += rule.kindWords.map { ($0, rule.span) } }
    let others = Set(result.definitions.environments.map(\.kind.description) + self.listed(in: listed?.value))
    var seen: Set<String> = []
    for (word, span) in words {
      let isExternal = others.contains(word) && resolution.context.hasExternalKind(word)
      guard let kind = EnvironmentKind(word: word) ?? (isExternal ? .external(word) : nil), seen.insert(word).inserted
      else { continue }
      result.definitions.declaredKinds.append(.init(word: word, kind: kind, span: span))
    }
  }
}

extension SettingResolver {
  /// A text that somebody set; `nil` where nobody did, or where it is empty.
  func optionalText(_ name: String) -> String? {
    guard let setting = setting(named: name), setting.origin.section != Self.unset,
      case .text(let text) = setting.value,
      !text.isEmpty
    else { return nil }
    return text
  }
}
