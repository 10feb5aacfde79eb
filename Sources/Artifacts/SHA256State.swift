/// The eight words of a SHA-256 in the making.
struct SHA256State: Sendable {
  private var a, b, c, d, e, f, g, h: UInt32

  /// The first 32 bits of the fractional parts of the square roots of the first eight primes.
  static let initial = SHA256State(
    a: 0x6A09_E667, b: 0xBB67_AE85, c: 0x3C6E_F372, d: 0xA54F_F53A, e: 0x510E_527F, f: 0x9B05_688C, g: 0x1F83_D9AB,
    h: 0x5BE0_CD19)

  /// The words in order, eight digits each.
  var hexadecimal: String {
    [a, b, c, d, e, f, g, h].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Takes in whole blocks of 64 bytes.
  mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
    guard let start = blocks.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { schedule in
      guard let schedule = schedule.baseAddress else { return }
      Self.constants.withUnsafeBufferPointer { constants in
        guard let constants = constants.baseAddress else { return }
        for offset in stride(from: 0, to: blocks.count - 63, by: 64) {
          absorb(block: start + offset, schedule, constants)
        }
      }
    }
  }

  /// One block. The schedule is a ring of the last 16 words; eight rounds give every word back its name.
  @inline(__always)
  private mutating func absorb(
    block: UnsafeRawPointer, _ schedule: UnsafeMutablePointer<UInt32>, _ constants: UnsafePointer<UInt32>
  ) {
    let before = self
    for index in 0..<16 {
      schedule[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
    }
    eightRounds(schedule, constants)
    eightRounds(schedule + 8, constants + 8)
    for round in stride(from: 16, to: 64, by: 16) {
      Self.extend(schedule)
      eightRounds(schedule, constants + round)
      eightRounds(schedule + 8, constants + (round &+ 8))
    }
    a &+= before.a
    b &+= before.b
    c &+= before.c
    d &+= before.d
    e &+= before.e
    f &+= before.f
    g &+= before.g
    h &+= before.h
  }

  /// The next 16 words in the place of the last ones.
  @inline(__always)
  private static func extend(_ schedule: UnsafeMutablePointer<UInt32>) {
    for index in 0..<16 {
      let early = schedule[(index &+ 1) & 15]
      let late = schedule[(index &+ 14) & 15]
      let small = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
      let large = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
      schedule[index] = schedule[index] &+ small &+ schedule[(index &+ 9) & 15] &+ large
    }
  }

  @inline(__always)
  private mutating func eightRounds(_ words: UnsafePointer<UInt32>, _ constants: UnsafePointer<UInt32>) {
    Self.round(a, b, c, &d, e, f, g, &h, words[0] &+ constants[0])
    Self.round(h, a, b, &c, d, e, f, &g, words[1] &+ constants[1])
    Self.round(g, h, a, &b, c, d, e, &f, words[2] &+ constants[2])
    Self.round(f, g, h, &a, b, c, d, &e, words[3] &+ constants[3])
    Self.round(e, f, g, &h, a, b, c, &d, words[4] &+ constants[4])
    Self.round(d, e, f, &g, h, a, b, &c, words[5] &+ constants[5])
    Self.round(c, d, e, &f, g, h, a, &b, words[6] &+ constants[6])
    Self.round(b, c, d, &e, f, g, h, &a, words[7] &+ constants[7])
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ word: UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ word
    d &+= first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
    0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
    0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
  ]
}
