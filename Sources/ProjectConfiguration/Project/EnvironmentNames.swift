import EnvironmentModel
import SourceText

/// All environment names a configuration defines: the list, sections, templates, conditions that speak of new factors,
/// and labels.
struct EnvironmentNames: Sendable {
  private(set) var list: [EnvironmentName] = []
  private(set) var additional: [EnvironmentName] = []
  /// The generative items of the list, in INI's way of writing them.
  private(set) var patterns: [String] = []
  /// The factors that names may be made of.
  private(set) var factors: Set<String> = []
  /// The factors of listed names and of those that conditions alone speak of.
  private(set) var combinableFactors: Set<String> = []
  /// Whether the list names anything.
  private(set) var hasList = false
  /// Names that labels alone speak of.
  private(set) var labelled: [EnvironmentName] = []
  /// Whether sections or conditions speak of the environment that runs where the list names none.
  private(set) var definesFallback = false
  private(set) var sectionOfEnvironment: [String: String] = [:]
  /// The template that an environment is made by.
  private(set) var templateOfEnvironment: [String: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<String> = []
  /// How many names there were so far, repeats counted, since each one costs time.
  private var nameCount = 0
  /// Labelled groups of factors of the list, and of each template.
  private var listGroups: [String: FactorGroup] = [:]
  private var templateGroups: [String: [String: FactorGroup]] = [:]

  init(document: ConfigurationDocument, core: SettingResolver) {
    readList(document, core)
    seen.reserveCapacity(seen.count + document.sections.count)
    sectionOfEnvironment.reserveCapacity(document.sections.count)
    for section in document.sections where document.dialect.environmentName(of: section.name) != nil {
      if isExhausted { break }
      readSection(section, document.dialect)
    }
    readTemplates(document)
    factors = combinableFactors
    for name in additional { Self.insertFactors(of: name.text, into: &factors) }
    if !hasList { factors.remove("py") }
    readConditions(document)
    factors.insert("py")
    readLabels(core)
    // What builds packages runs nothing itself.
    let packager = core.text("package_env")
    let external = "\(packager)_external"
    additional.removeAll { $0.text == packager || $0.text == external }
  }

  /// Whether an environment of the name could be asked for: it is known, or made of known factors and interpreters.
  func mayHave(_ name: String) -> Bool {
    isKnown(name)
      || EnvironmentName(name).factors.allSatisfy {
        factors.contains($0.text) || $0.text == "py" || PythonFactorName.maySpeak($0.text)
      }
  }

  func isKnown(_ name: String) -> Bool { seen.contains(name) }

  /// A labelled group of factors as an environment sees it.
  func group(_ label: String, for name: EnvironmentName) -> FactorGroup? {
    if let template = templateOfEnvironment[name.text] {
      return templateGroups[template]?[label] ?? listGroups[label]
    }
    return listGroups[label] ?? templateGroups.sorted { $0.key < $1.key }.lazy.compactMap { $0.value[label] }.first
  }

  // MARK: The list

  private mutating func readList(_ document: ConfigurationDocument, _ core: SettingResolver) {
    let setting = core.setting(named: "env_list")
    guard case .list(let names) = setting?.value else { return }
    seen.reserveCapacity(names.count)
    nameCount += names.count
    for name in names where isUsable(name, at: setting?.origin.span) {
      if seen.insert(name).inserted { list.append(EnvironmentName(name)) }
    }
    hasList = !list.isEmpty
    for name in list { Self.insertFactors(of: name.text, into: &combinableFactors) }
    if list.isEmpty, seen.insert("py").inserted { list = [EnvironmentName("py")] }
    let key = document[section: document.dialect.core].flatMap { $0["env_list"] ?? $0["envlist"] }
    if let value = key?.value {
      readGroups(of: value)
    } else {
      let text = core.substitutedText(of: "env_list")
      patterns = splitOutsideBraces(text[...]) { $0 == UInt8(ascii: ",") || $0 == 0x0A }.map(String.init)
    }
    var unique: Set<String> = []
    patterns = patterns.filter { unique.insert($0).inserted }
  }

  private mutating func readGroups(of value: TOMLValue) {
    guard case .array(let items) = value.content else { return }
    for item in items {
      guard case .table(let entries) = ReplacedValue(item) else { continue }
      let product = entries.first { $0.key == "product" }
      // What is wrong with them was told with the list.
      let groups =
        product.map { (try? FactorGroup.groups($0.value)) ?? [] }
        ?? (try? FactorGroup(.table(entries))).map { [$0] } ?? []
      patterns.append(groups.map { "{\($0.factors.joined(separator: ","))}" }.joined(separator: "-"))
      guard admits(FactorGroup.nameCount(groups), at: value.span) else { return }
      record(groups, prefix: nil, in: &listGroups, isNumbered: product != nil)
    }
  }

  /// Remembers groups by label and place, and which factor each name took of them.
  private func record(
    _ groups: [FactorGroup], prefix: String?, in labels: inout [String: FactorGroup], isNumbered: Bool
  ) {
    var groups = groups
    for (_, combination) in FactorGroup.combinations(groups).map({ ($0.name, $0.factors) }) {
      let name = ([prefix].compactMap { $0 } + combination).joined(separator: "-")
      for (place, factor) in combination.enumerated() { groups[place].factorOfEnvironment[name] = factor }
    }
    for (place, group) in groups.enumerated() {
      if isNumbered { labels[String(place)] = group }
      if let label = group.label { labels[label] = group }
    }
  }

  // MARK: Sections

  private mutating func readSection(_ section: ConfigurationSection, _ dialect: ConfigurationDialect) {
    guard let written = dialect.environmentName(of: section.name) else { return }
    for name in names(ofSection: written, dialect, at: section.nameSpan) where isUsable(name, at: section.nameSpan) {
      if sectionOfEnvironment[name] == nil { sectionOfEnvironment[name] = section.name }
      if name == "py" { definesFallback = true }
      if seen.insert(name).inserted { additional.append(EnvironmentName(name)) }
    }
  }

  private mutating func names(
    ofSection written: Substring, _ dialect: ConfigurationDialect, at span: SourceSpan
  ) -> [String] {
    guard dialect == .ini else { return admits(1, at: span) ? [String(written)] : [] }
    let isPlain = !written.utf8.contains {
      $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: ",")
    }
    if !isPlain {
      return splitOutsideBraces(written) { $0 == UInt8(ascii: ",") }.flatMap { expand(String($0), at: span) }
    }
    let name = String(trimmed(written))
    return name.isEmpty || !admits(1, at: span) ? [] : [name]
  }

  private mutating func readTemplates(_ document: ConfigurationDocument) {
    let start = "\(document.dialect.templates)."
    guard document.dialect != .ini else { return }
    for section in document.sections where section.name.hasPrefix(start) {
      if isExhausted { return }
      let base = String(section.name.dropFirst(start.count))
      guard let entry = section["factors"], let value = entry.value else {
        report(
          "env_base.\(base) requires a 'factors' key; use [env.\(base)] for single environments", section.nameSpan,
          "write factors = [...] in it")
        continue
      }
      do throws(ConversionError) {
        let names = try names(ofTemplate: base, ReplacedValue(value), at: entry.keySpan)
        for name in names where isUsable(name, at: entry.keySpan) {
          templateOfEnvironment[name] = base
          if seen.insert(name).inserted { additional.append(EnvironmentName(name)) }
        }
      } catch {
        report(error.message, entry.keySpan, error.help)
      }
    }
  }

  private mutating func names(
    ofTemplate base: String, _ value: ReplacedValue, at span: SourceSpan
  ) throws(ConversionError) -> [String] {
    guard case .array(let items) = value else {
      throw .refused("env_base.\(base).factors must be a list, got \(value.typeName)", help: "write a list of factors")
    }
    if case .string = items.first {
      guard admits(items.count, at: span) else { return [] }
      return items.map { item in if case .string(let factor) = item { "\(base)-\(factor)" } else { "" } }
    }
    let groups = try FactorGroup.groups(value)
    guard admits(FactorGroup.nameCount(groups), at: span) else { return [] }
    var labels: [String: FactorGroup] = [:]
    record(groups, prefix: base, in: &labels, isNumbered: true)
    templateGroups[base] = labels
    return FactorGroup.combinations(groups).map { "\(base)-\($0.name)" }
  }

  // MARK: Conditions and labels

  private mutating func readConditions(_ document: ConfigurationDocument) {
    let known = factors
    let ours = document.sections.filter { $0.name == "tox" || $0.name == "testenv" || $0.name.hasPrefix("testenv:") }
    var read: Set<String> = []
    for line in ours.lazy.flatMap(\.entries).flatMap(\.lines) {
      guard let condition = line.condition, read.insert(condition.text).inserted else { continue }
      guard admits(condition.nameCount, at: line.span) else { return }
      for name in condition.names {
        let parts = EnvironmentName(name).factors.map(\.text)
        let new = parts.filter { !known.contains($0) }
        factors.formUnion(new)
        guard !new.isEmpty, EnvironmentName(name).isPathComponent else { continue }
        combinableFactors.formUnion(parts)
        if name == "py" { definesFallback = true }
        if seen.insert(name).inserted { additional.append(EnvironmentName(name)) }
      }
    }
  }

  private mutating func readLabels(_ core: SettingResolver) {
    guard case .groups(let groups) = core.value("labels") else { return }
    for name in groups.flatMap(\.members) where EnvironmentName(name).isPathComponent {
      guard !seen.contains(name) else { continue }
      guard admits(1, at: core.setting(named: "labels")?.origin.span) else { return }
      seen.insert(name)
      additional.append(EnvironmentName(name))
      labelled.append(EnvironmentName(name))
    }
  }

  private static func insertFactors(of name: String, into factors: inout Set<String>) {
    for part in name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) {
      factors.insert(String(Substring(part)))
    }
  }

  // MARK: Mistakes

  private static let diagnosticLimit = 50

  /// Whether what follows is not worth reading: there are too many names or mistakes already.
  private var isExhausted: Bool {
    nameCount > EnvironmentPattern.nameLimit || diagnostics.count >= Self.diagnosticLimit
  }

  /// Whether more names may be made; tells once where they become too many.
  private mutating func admits(_ count: Int, at span: SourceSpan?) -> Bool {
    let limit = EnvironmentPattern.nameLimit
    if nameCount > limit { return false }
    nameCount += count
    if nameCount > limit {
      report(
        "the configuration names more than \(limit) environments", span,
        "leave out alternatives, or split the project")
    }
    return nameCount <= limit
  }

  private mutating func isUsable(_ name: String, at span: SourceSpan?) -> Bool {
    if EnvironmentName(name).isPathComponent { return true }
    let shown = name.utf8.count > 80 ? "\(name.prefix(60))…" : name
    report(
      "'\(shown)' cannot be an environment's name", span,
      "a name is one path component of at most 255 bytes, not '.' or '..'")
    return false
  }

  private mutating func expand(_ item: String, at span: SourceSpan) -> [String] {
    if isExhausted { return [] }
    do throws(PatternError) {
      let pattern = try EnvironmentPattern(item)
      return admits(pattern.nameCount, at: span) ? pattern.expansion : []
    } catch {
      // What is refused for its size makes the whole too large as well.
      if case .tooManyNames(let limit) = error { nameCount += limit }
      let start = min(span.range.lowerBound + error.offset, span.range.upperBound)
      let place = SourceSpan(file: span.file, range: start..<min(start + 1, span.range.upperBound))
      let shown = item.utf8.count > 80 ? "\(item.prefix(60))…" : item
      report("'\(shown)': \(error.message)", place, error.help)
    }
    return []
  }

  private mutating func report(_ message: String, _ span: SourceSpan?, _ help: String) {
    if diagnostics.count < Self.diagnosticLimit { diagnostics.append(.error(message, at: span, help: help)) }
  }
}
