/// The hash function SHA-256 (FIPS 180-4), fed in pieces of any size.
package struct SHA256: Sendable {
  private static let blockByteCount = 64

  private var state: SHA256State = .initial
  /// The start of a block that is not complete yet.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Begins with no bytes.
  package init() {
    pending.reserveCapacity(Self.blockByteCount)
  }

  /// The hash of bytes that are all there, as 64 hexadecimal digits in lower case.
  package static func hash(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// Adds bytes to what is hashed.
  ///
  /// - Complexity: O(*n*); a piece of some KB or more costs no copy.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds bytes to what is hashed.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(Self.blockByteCount - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      if pending.count < Self.blockByteCount { return }
      pending.withUnsafeBytes { state.absorb($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let wholeByteCount = rest.count / Self.blockByteCount * Self.blockByteCount
    state.absorb(UnsafeRawBufferPointer(rebasing: rest.prefix(wholeByteCount)))
    pending.append(contentsOf: rest.dropFirst(wholeByteCount))
  }

  /// The hash of all bytes, as 64 hexadecimal digits in lower case; more bytes may be added afterwards.
  package func finalize() -> String {
    var last = pending
    last.append(0x80)
    let byteCount = last.count + 8 <= Self.blockByteCount ? Self.blockByteCount : 2 * Self.blockByteCount
    last.append(contentsOf: repeatElement(0, count: byteCount - 8 - last.count))
    let bitCount = self.byteCount &* 8
    for shift in stride(from: 56, through: 0, by: -8) { last.append(UInt8(truncatingIfNeeded: bitCount >> shift)) }
    var final = state
    last.withUnsafeBytes { final.absorb($0) }
    return final.hexadecimal
  }
}
