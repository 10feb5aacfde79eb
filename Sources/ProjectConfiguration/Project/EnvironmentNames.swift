import EnvironmentModel
import SourceText

/// All environment names a configuration defines: the list, sections, and conditions that speak of new factors.
struct EnvironmentNames {
  private(set) var list: [EnvironmentName] = []
  private(set) var additional: [EnvironmentName] = []
  private(set) var patterns: [String] = []
  private(set) var factors: Set<String> = []
  private(set) var sectionOfEnvironment: [String: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<String> = []

  init(document: ConfigurationDocument, core: SettingResolver) {
    readList(document, core)
    for section in document.sections where section.name.hasPrefix("testenv:") { readSection(section) }
    for name in seen { factors.formUnion(EnvironmentName(name).factors.map(\.text)) }
    readConditions(document)
  }

  private mutating func readList(_ document: ConfigurationDocument, _ core: SettingResolver) {
    guard case .list(let items) = core.setting(named: "env_list") else { return }
    let entry = document[section: "tox"].flatMap { $0["env_list"] ?? $0["envlist"] }
    for item in items {
      patterns.append(item)
      for name in expand(item, at: entry.map { UnknownSubstitution.span(of: item, in: $0) }) {
        if seen.insert(name).inserted { list.append(EnvironmentName(name)) }
      }
    }
    var unique: Set<String> = []
    patterns = patterns.filter { unique.insert($0).inserted }
  }

  private mutating func readSection(_ section: ConfigurationSection) {
    let items = splitOutsideBraces(section.name.dropFirst("testenv:".count)) { $0 == UInt8(ascii: ",") }
    for item in items {
      for name in expand(String(item), at: section.nameSpan) {
        if sectionOfEnvironment[name] == nil { sectionOfEnvironment[name] = section.name }
        if seen.insert(name).inserted { additional.append(EnvironmentName(name)) }
      }
    }
  }

  private mutating func readConditions(_ document: ConfigurationDocument) {
    let known = factors
    let ours = document.sections.filter { $0.name == "tox" || $0.name == "testenv" || $0.name.hasPrefix("testenv:") }
    for line in ours.lazy.flatMap(\.entries).flatMap(\.lines) {
      for name in line.condition?.names ?? [] {
        let parts = EnvironmentName(name).factors.map(\.text)
        factors.formUnion(parts)
        guard !known.isSuperset(of: parts), EnvironmentName(name).isPathComponent else { continue }
        if seen.insert(name).inserted { additional.append(EnvironmentName(name)) }
      }
    }
  }

  /// The names of an item, whose place is looked for only when something is wrong with it.
  private mutating func expand(_ item: String, at span: @autoclosure () -> SourceSpan?) -> [String] {
    do throws(PatternError) {
      let names = try EnvironmentPattern(item).expansion
      guard let bad = names.first(where: { !EnvironmentName($0).isPathComponent }) else { return names }
      report("'\(bad)' cannot be an environment's name", span(), "a name is one path component, not '.' or '..'")
    } catch {
      let place = span().map { span in
        let start = min(span.range.lowerBound + error.offset, span.range.upperBound)
        return SourceSpan(file: span.file, range: start..<min(start + 1, span.range.upperBound))
      }
      let shown = item.utf8.count > 80 ? "\(item.prefix(60))…" : item
      report("'\(shown)': \(error.message)", place, error.help)
    }
    return []
  }

  private mutating func report(_ message: String, _ span: SourceSpan?, _ help: String) {
    diagnostics.append(.error(message, at: span, help: help))
  }
}
