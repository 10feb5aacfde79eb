/// The checksum of zip archives (ISO 3309, the polynomial 0xEDB88320 reflected).
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
  }

  static func checksum(of bytes: [UInt8]) -> UInt32 {
    let value = table.withUnsafeBufferPointer { table in
      bytes.reduce(~UInt32(0)) { value, byte in table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8 }
    }
    return ~value
  }
}
