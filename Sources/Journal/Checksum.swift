/// CRC-32C (Castagnoli), the checksum of journal lines and of settings; it finds every error of one byte, and bursts up to 32 bits.
package enum Checksum {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
  }

  /// The checksum as eight hexadecimal digits.
  package static func text(of bytes: [UInt8]) -> String {
    let digits = String(of(bytes[...]), radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// - Complexity: O(*n*), about two nanoseconds a byte.
  static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      ~bytes.reduce(~UInt32(0)) { value, byte in value >> 8 ^ table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] }
    }
  }
}
