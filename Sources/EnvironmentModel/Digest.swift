/// A short mark of content: FNV-1a over 64 bits, in hexadecimal. Tells change, withstands no forger.
package enum Digest {
  /// - Complexity: O(*n*).
  package static func of(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
