import EnvironmentModel

/// The environments that a list names: in INI by braces and ranges, in TOML by products, ranges and labels.
enum EnvironmentItems {
  /// - Returns: Each name once, in order.
  static func names(_ text: String) throws(ConversionError) -> [String] {
    var names: [String] = []
    for item in splitOutsideBraces(text[...], at: { $0 == UInt8(ascii: ",") || $0 == 0x0A }) {
      do throws(PatternError) {
        names += try EnvironmentPattern(String(item)).expansion.filter { !$0.isEmpty }
      } catch {
        throw .malformedNames(String(item), error)
      }
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
    }
    return unique(names)
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
