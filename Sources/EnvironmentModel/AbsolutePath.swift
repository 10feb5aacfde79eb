/// A path made absolute and freed of `.`, `..` and doubled slashes, without looking at the file system.
package func absolutePath(_ path: String, from folder: String) -> String {
  var parts: [Substring] = []
  for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
    switch part {
    case ".": break
    case "..": _ = parts.popLast()
    default: parts.append(part)
    }
  }
  return "/" + parts.joined(separator: "/")
}

/// An absolute path as a `file` URL (RFC 8089), with what is neither letter, digit nor usual in paths in its escaped form.
package func fileAddress(of path: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  let address = path.utf8.reduce(into: [UInt8]()) { bytes, byte in
    let isPlain = byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
    if isPlain || "/-_.~+".utf8.contains(byte) {
      bytes.append(byte)
    } else {
      bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return "file://\(String(decoding: address, as: UTF8.self))"
}
