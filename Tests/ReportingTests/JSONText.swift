/// Reads texts as JSON has them.
enum JSONText {
  struct Fault: Error {}

  /// The text within quotes, its escapes replaced.
  static func unquoted(_ text: String) throws -> String {
    var rest = text.unicodeScalars.dropFirst().dropLast()
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        if scalar == "\"" { throw Fault() }
        result.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "n": result.append("\n")
      case "r": result.append("\r")
      case "t": result.append("\t")
      case "\"": result.append("\"")
      case "\\": result.append("\\")
      case "u":
        guard let value = UInt32(String(rest.prefix(4)), radix: 16).flatMap({ Unicode.Scalar($0) }) else {
          throw Fault()
        }
        result.append(value)
        rest = rest.dropFirst(4)
      default: throw Fault()
      }
    }
    return String(result)
  }
}
