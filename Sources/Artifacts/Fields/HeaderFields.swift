/// Fields as mail headers have them: `Name: value`, with lines that begin with a blank going on with the value before.
///
/// Core metadata of Python packages, `WHEEL` files and control files of Debian packages are written so.
struct HeaderFields {
  /// The fields up to the first empty line, names in lower case; lines of a value are joined by line feeds.
  private let fields: [(name: String, value: String)]

  /// Reads the first paragraph; lines that are no field are passed over. Bytes that are not UTF-8 are replaced.
  init(_ bytes: [UInt8]) {
    var fields: [(name: String, value: String)] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.last == 0x0D ? line.dropLast() : line
      guard let first = line.first else {
        if fields.isEmpty { continue } else { break }
      }
      if first == 0x20 || first == 0x09 {
        if !fields.isEmpty { fields[fields.count - 1].value += "\n" + Self.text(line) }
      } else if let colon = line.firstIndex(of: 0x3A) {
        fields.append((Self.text(line[..<colon]).lowercased(), Self.text(line[(colon + 1)...])))
      }
    }
    self.fields = fields
  }

  /// The value of the first field of that name that is not empty; names are alike whatever their case.
  subscript(name: String) -> String? {
    all(name).first { !$0.isEmpty }
  }

  /// The values of all fields of that name, in their order.
  func all(_ name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name == name }.map(\.value)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let start = bytes.drop(while: isBlank)
    let end = (start.lastIndex { !isBlank($0) }).map { $0 + 1 } ?? start.startIndex
    return String(decoding: start[start.startIndex..<end], as: UTF8.self)
  }
}
