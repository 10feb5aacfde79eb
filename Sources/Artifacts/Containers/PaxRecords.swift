/// The records of a pax extended header that are of use here: `<length> <key>=<value>` and a line feed, again and again.
struct PaxRecords {
  private(set) var path: String?
  private(set) var byteCount: Int?
  private(set) var isSparse = false

  /// Nil when the bytes are no such records, or a size is no number.
  init?(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      guard let blank = bytes[start...].firstIndex(of: 0x20),
        let length = Int(String(decoding: bytes[start..<blank], as: UTF8.self)),
        length > blank - start + 1, length <= bytes.count - start, bytes[start + length - 1] == 0x0A,
        let equals = bytes[blank..<start + length].firstIndex(of: 0x3D)
      else { return nil }
      let key = String(decoding: bytes[blank + 1..<equals], as: UTF8.self)
      guard take(key, String(decoding: bytes[equals + 1..<start + length - 1], as: UTF8.self)) else { return nil }
      start += length
    }
  }

  private mutating func take(_ key: String, _ value: String) -> Bool {
    switch key {
    case "path": path = value
    case "size":
      guard let number = Int(value), number >= 0 else { return false }
      byteCount = number
    case let key where key.hasPrefix("GNU.sparse."): isSparse = true
    default: break
    }
    return true
  }
}
