import EnvironmentModel

/// Alternatives that environments have one of each, as TOML writes them: a list, a range, or either with a label.
struct FactorGroup: Sendable {
  var label: String?
  var factors: [String]
  /// The factor that counts for environments without any of them.
  var fallback: String?
  /// Which factor an environment has, where its name was made from the group.
  var factorOfEnvironment: [String: String] = [:]

  typealias Entries = [ReplacedEntry]

  init(_ value: ReplacedValue) throws(ConversionError) {
    switch value {
    case .array(let items):
      factors = []
      for item in items {
        guard case .string(let factor) = item else {
          let hint =
            item.typeName == "dict"
            ? " — pass range or labeled dicts directly as sibling factor groups, not nested inside a list" : ""
          throw Self.refused("factor group list items must be strings, got \(item.typeName)\(hint)")
        }
        factors.append(factor)
      }
    case .table(let entries) where entries.contains { $0.key == "prefix" }:
      factors = try Self.range(entries)
      fallback = try Self.fallback(entries, factors)
    case .table(let entries) where entries.count == 1:
      label = entries[0].key
      (factors, fallback) = try Self.labelled(entries[0].key, entries[0].value)
    default:
      throw Self.refused(
        "factor group must be a list, a range dict, or a labeled dict, got \(value.typeName)")
    }
  }

  /// The names that an item of `env_list` stands for.
  static func names(ofItem entries: Entries) throws(ConversionError) -> [String] {
    guard let product = entries.first(where: { $0.key == "product" }) else {
      return try FactorGroup(.table(entries)).factors
    }
    if entries.contains(where: { $0.key == "prefix" }) {
      throw refused("env_list dict items cannot combine 'product' with 'prefix'")
    }
    let excluded = try exclusions(entries)
    return Self.combinations(try groups(product.value)).map(\.name).filter { !excluded.contains($0) }
  }

  /// The groups of a product.
  static func groups(_ value: ReplacedValue) throws(ConversionError) -> [FactorGroup] {
    guard case .array(let items) = value else {
      throw refused("product value must be a list of factor groups, got \(value.typeName)")
    }
    var groups: [FactorGroup] = []
    for item in items { groups.append(try FactorGroup(item)) }
    let limit = EnvironmentPattern.nameLimit
    if nameCount(groups) > limit { throw refused("the product stands for more than \(limit) names") }
    return groups
  }

  /// How many names the groups stand for; of more than anyone can make only that they are too many.
  static func nameCount(_ groups: [FactorGroup]) -> Int {
    groups.reduce(1) { min($0 * $1.factors.count, EnvironmentPattern.nameLimit + 1) }
  }

  /// Every way to take one factor of each group, the last group varying fastest; none of no group.
  static func combinations(_ groups: [FactorGroup]) -> [(name: String, factors: [String])] {
    if groups.isEmpty { return [] }
    var combinations: [[String]] = [[]]
    for group in groups { combinations = combinations.flatMap { start in group.factors.map { start + [$0] } } }
    return combinations.map { ($0.joined(separator: "-"), $0) }
  }

  private static func exclusions(_ entries: Entries) throws(ConversionError) -> Set<String> {
    guard let entry = entries.first(where: { $0.key == "exclude" }) else { return [] }
    guard case .array(let items) = entry.value else {
      throw refused("product exclude must be a list, got \(entry.value.typeName)")
    }
    return Set(items.compactMap { item in if case .string(let name) = item { name } else { nil } })
  }

  private static func range(_ entries: Entries) throws(ConversionError) -> [String] {
    func bound(_ key: String) throws(ConversionError) -> Int? {
      guard let value = entries.first(where: { $0.key == key })?.value else { return nil }
      guard case .integer(let number) = value else {
        throw refused("range '\(key)' must be an integer, got \(value.typeName)")
      }
      return number
    }
    let prefix =
      switch entries.first(where: { $0.key == "prefix" })?.value {
      case .string(let text): text
      case .integer(let number): String(number)
      default: ""
      }
    let (start, stop) = (try bound("start"), try bound("stop"))
    if start == nil, stop == nil { throw refused("range must have at least 'start' or 'stop'") }
    let isOpen = start == nil || stop == nil
    let (first, last) = (start ?? EnvironmentPattern.firstMinor, stop ?? EnvironmentPattern.latestMinor)
    if first <= last {
      guard last - first < EnvironmentPattern.nameLimit else { throw refused("the range has too many factors") }
      return (first...last).map { "\(prefix)\($0)" }
    }
    return isOpen ? ["\(prefix)\(start ?? last)"] : []
  }

  private static func labelled(
    _ label: String, _ value: ReplacedValue
  ) throws(ConversionError) -> (factors: [String], fallback: String?) {
    if ["env", "posargs", "tty", "glob", "factor"].contains(label) {
      throw refused("'\(label)' is reserved and cannot be used as a factor label")
    }
    switch value {
    case .array(let items): return (items.map(text), nil)
    case .table(let entries) where entries.contains { $0.key == "prefix" }:
      let factors = try range(entries)
      return (factors, try fallback(entries, factors))
    case .table(let entries):
      guard let values = entries.first(where: { $0.key == "values" })?.value else {
        throw refused("labeled factor group '\(label)' maps to a dict with neither a 'prefix' nor a 'values' key")
      }
      guard case .array(let items) = values else {
        throw refused("labeled factor group '\(label)' 'values' must be a list, got \(values.typeName)")
      }
      let factors = items.map(text)
      return (factors, try fallback(entries, factors))
    default:
      throw refused(
        "labeled factor group '\(label)' must map to a list, a range dict, or a values dict, got \(value.typeName)")
    }
  }

  private static func fallback(_ entries: Entries, _ factors: [String]) throws(ConversionError) -> String? {
    guard let value = entries.first(where: { $0.key == "default" })?.value else { return nil }
    guard case .string(let text) = value else {
      throw refused("factor group 'default' must be a string, got \(value.typeName)")
    }
    guard factors.contains(text) else {
      throw refused(
        "factor group 'default' '\(text)' is not one of its factors: \(factors.joined(separator: ", "))")
    }
    return text
  }

  private static func text(_ value: ReplacedValue) -> String {
    if case .string(let text) = value { text } else { value.described }
  }

  private static func refused(_ message: String) -> ConversionError {
    .refused(message, help: "see 'env_list' in the manual's chapter on TOML")
  }
}
