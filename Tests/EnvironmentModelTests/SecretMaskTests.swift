import EnvironmentModel
import TestKit
import Testing

@Suite struct SecretMaskTests {
  @Test(arguments: [
    ("the token is hunter2-long!", "the token is ***!"),
    ("hunter2-longhunter2-long", "******"),
    ("hunter2-lon", "hunter2-lon"),
    // All that overlapping secrets cover is one mark.
    ("abcdefghij", "***"), ("abcdef", "***"), ("xcdefghijx", "x***x"),
    // In an address, in quoted text, in base64.
    ("?q=a%2Fb%3Dc%22d&", "?q=***&"), (#"{"k":"a/b=c\"d"}"#, #"{"k":"***"}"#),
    ("Basic dXNlcjpodW50ZXIyLWxvbmc=", "Basic dXNlcjp***c="),
    ("nothing at all", "nothing at all"), ("", ""),
  ])
  func `secrets become marks`(text: String, masked: String) {
    let mask = SecretMask(["hunter2-long", "abcdef", "cdefghij", "a/b=c\"d"])
    #expect(mask.masked(text) == masked)
    #expect(mask.occurs(in: text) == (text != masked))
  }

  @Test func `of secrets with the same beginning the longest counts`() {
    let mask = SecretMask(["secret", "secretive"])
    #expect(mask.masked("secretive secretiv") == "*** ***iv")
  }

  @Test(arguments: 0..<40) func `parts are masked as the whole is`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let secrets: Set = ["aab", "abaab", "baba", "ccccc", "abcabcabd"]
    let mask = SecretMask(secrets)
    let bytes = (0..<400).map { _ in [UInt8(ascii: "a"), 0x62, 0x63, 0x64][Int.random(in: 0..<4, using: &generator)] }
    var stream = MaskedStream(mask)
    var output: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(Int.random(in: 1...7, using: &generator)))
      rest = rest.dropFirst(part.count)
      part.withUnsafeBytes { stream.take($0) { output += $0 } }
    }
    stream.finish { output += $0 }
    #expect(String(decoding: output, as: UTF8.self) == Self.naive(bytes, secrets))
    #expect(mask.masked(String(decoding: bytes, as: UTF8.self)) == Self.naive(bytes, secrets))
  }

  @Test func `without a secret the very bytes go on`() {
    let bytes = Array("nothing to hide\n".utf8)
    var stream = MaskedStream(SecretMask(["hunter2"]))
    bytes.withUnsafeBytes { bytes in
      stream.take(bytes) { #expect($0.baseAddress == bytes.baseAddress) }
    }
  }

  @Test func `only what may become a secret is held back`() {
    var stream = MaskedStream(SecretMask(["hunter2"]))
    var output = ""
    func take(_ text: String) {
      Array(text.utf8).withUnsafeBytes { stream.take($0) { output += String(decoding: $0, as: UTF8.self) } }
    }
    take("password: hunt")
    #expect(output == "password: ")
    take("ress\n")
    #expect(output == "password: huntress\n")
    take("h")
    stream.finish { output += String(decoding: $0, as: UTF8.self) }
    #expect(output == "password: huntress\nh")
  }

  /// All covered bytes are found first; then each run of them becomes a mark, runs that only touch one each.
  private static func naive(_ bytes: [UInt8], _ secrets: Set<String>) -> String {
    let secrets = secrets.map { Array($0.utf8) }
    var (result, index) = ([UInt8](), 0)
    var covered = 0
    while index < bytes.count {
      let here = secrets.filter { bytes[index...].starts(with: $0) }.map(\.count).max()
      if here != nil, index >= covered { result += "***".utf8 }
      if let here { covered = max(covered, index + here) }
      if index >= covered { result.append(bytes[index]) }
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
