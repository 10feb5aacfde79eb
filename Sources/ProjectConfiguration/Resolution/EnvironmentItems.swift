import EnvironmentModel

/// The environments that a list names: in INI by braces and ranges, in TOML by products, ranges and labels.
enum EnvironmentItems {
  /// - Returns: Each name once, in order.
  static func names(_ text: String) throws(ConversionError) -> [String] {
    var names: [String] = []
    // Names that are empty or stand there twice cost time too.
    var nameCount = 0
    for item in splitOutsideBraces(text[...], at: { $0 == UInt8(ascii: ",") || $0 == 0x0A }) {
      let item = String(item)
      let isPlain = !item.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
      let pattern: EnvironmentPattern?
      do throws(PatternError) {
        pattern = isPlain ? nil : try EnvironmentPattern(item)
      } catch {
        throw .malformedNames(item, error)
      }
      nameCount += pattern?.nameCount ?? 1
      try check(nameCount)
      names += pattern?.expansion.filter { !$0.isEmpty } ?? [item]
    }
    return unique(names)
  }

  static func names(_ value: ReplacedValue) throws(ConversionError) -> [String] {
    guard case .array(let items) = value else {
      throw .refused("env_list must be a list, got \(value.typeName)", help: "write a list of names")
    }
    var names: [String] = []
    for item in items {
      switch item {
      case .string(let name): names.append(name)
      case .table(let entries): names += try FactorGroup.names(ofItem: entries)
      default:
        throw .refused(
          "env_list items must be strings, product dicts, range dicts, or labeled dicts, got \(item.typeName)",
          help: "write names, or tables with 'product' or 'prefix'")
      }
      try check(names.count)
    }
    return unique(names)
  }

  /// The rules of a definition.
  static func rules(_ value: ReplacedValue) throws(ConversionError) -> [String] {
    guard case .array = value else {
      throw .refused("'match' is a list of rules, not a '\(value.typeName)'", help: "write match = [\"py311-conda\"]")
    }
    return try names(value)
  }

  private static func check(_ nameCount: Int) throws(ConversionError) {
    let limit = EnvironmentPattern.nameLimit
    guard nameCount > limit else { return }
    throw .refused("the list names more than \(limit) environments", help: "leave out alternatives or names")
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen = Set<String>(minimumCapacity: names.count)
    return names.filter { seen.insert($0).inserted }
  }
}
