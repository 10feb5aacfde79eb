/// The forms in which a secret comes to light.
struct SecretForms {
  private let secret: [UInt8]

  init(_ secret: [UInt8]) { self.secret = secret }

  /// As it is; escaped as in addresses and in quoted text, where that is different; in base64 where it is long enough to
  /// be told from something else.
  var all: Set<[UInt8]> {
    let escaped: Set = [secret, inAddress, quoted]
    return secret.count < 6 ? escaped : escaped.union(base64)
  }

  /// With `%2F` for bytes that addresses cannot have (RFC 3986).
  private var inAddress: [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return secret.flatMap { byte -> [UInt8] in
      let isLetter = (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
      let isPlain = isLetter || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte)
      return isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  /// With backslashes before quotes and backslashes, as in JSON.
  private var quoted: [UInt8] {
    secret.flatMap { byte -> [UInt8] in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
    }
  }

  /// What of it is the same in base64 (RFC 4648) whatever stands around it, for each of the three places it can begin at.
  private var base64: [[UInt8]] {
    (0..<3).map { before in
      let bits = Self.base64([UInt8](repeating: 0, count: before) + secret)
      // A character counts when all of its six bits are the secret's.
      let first = (before * 8 + 5) / 6
      let last = (before + secret.count) * 8 / 6
      return Array(bits[first..<last])
    }
  }

  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Without padding; bits that lack at the end are zero.
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var (bits, count) = (UInt32(0), 0)
    for byte in bytes {
      bits = (bits << 8 | UInt32(byte)) & 0xFFFF
      count += 8
      while count >= 6 {
        count -= 6
        result.append(digits[Int(bits >> UInt32(count)) & 63])
      }
    }
    if count > 0 { result.append(digits[Int(bits << UInt32(6 - count)) & 63]) }
    return result
  }
}
