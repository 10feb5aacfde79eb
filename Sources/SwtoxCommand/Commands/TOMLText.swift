import Journal
import Reporting

/// A tree of values as TOML: tables under headers, lists one item a line.
enum TOMLText {
  static func text(of node: JSONNode) -> String {
    guard case .object(let members) = node else { return "" }
    return String(table(members, path: [], isRoot: true).drop { $0 == "\n" })
  }

  private static func table(_ members: [JSONNode.Member], path: [String], isRoot: Bool) -> String {
    var text = ""
    var tables = ""
    var hasValues = false
    for member in members {
      if case .object(let inner) = member.value {
        tables += table(inner, path: path + [key(member.key)], isRoot: false)
      } else {
        text += "\(key(member.key)) = \(value(member.value, indentation: ""))\n"
        hasValues = true
      }
    }
    let needsHeader = !isRoot && (hasValues || members.isEmpty)
    return (needsHeader ? "\n[\(path.joined(separator: "."))]\n" : "") + text + tables
  }

  private static func key(_ text: String) -> String {
    let isBare = text.utf8.allSatisfy { byte in
      (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    return isBare && !text.isEmpty ? text : JSONWriter.quoted(text)
  }

  private static func value(_ node: JSONNode, indentation: String) -> String {
    switch node {
    case .text(let text): return JSONWriter.quoted(text)
    case .number(let digits): return digits
    case .boolean(let flag): return flag ? "true" : "false"
    case .null: return "\"\""  // TOML has no word for nothing
    case .list(let items):
      if items.isEmpty { return "[]" }
      let inner = indentation + "    "
      return "[\n" + items.map { "\(inner)\(value($0, indentation: inner)),\n" }.joined() + "\(indentation)]"
    case .object(let members):
      return "{ " + members.map { "\(key($0.key)) = \(value($0.value, indentation: ""))" }.joined(separator: ", ")
        + " }"
    }
  }
}
