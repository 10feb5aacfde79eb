/// Text as it stands in XML 1.0; what no XML can hold is shown as a replacement character.
package enum XMLEscape {
  /// Content or attribute, of which no reader changes a blank.
  package static func attribute(_ text: String) -> String {
    replaced(text) { scalar in
      switch scalar {
      case "\t", "\n", "\r": "&#\(scalar.value);"
      default: reference(scalar) ?? (isCharacter(scalar) ? nil : "\u{FFFD}")
      }
    }
  }

  /// Content that keeps its lines.
  package static func content(_ text: String) -> String {
    replaced(text) { scalar in
      switch scalar {
      case "\t", "\n": nil
      case "\r": "&#13;"
      default: reference(scalar) ?? (isCharacter(scalar) ? nil : "\u{FFFD}")
      }
    }
  }

  /// ` name="value"` for each.
  package static func attributes(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(attribute($0.1))\"" }.joined()
  }

  /// What could be markup, as a reference.
  package static func reference(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: nil
    }
  }

  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
  }

  /// By scalars: an end of line may be half of a character.
  package static func replaced(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let text = replacement(scalar) {
        result.append(contentsOf: text.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
