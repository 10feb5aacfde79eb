/// A key compared byte by byte: `String` would take canonically equivalent keys for the same one.
struct TOMLKey: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    text.utf8Span.span.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

/// Where each key stands in a list of entries that its owner keeps.
///
/// Few keys are searched one by one, because most tables are small and a hash table costs more than their entries.
/// A slot holds half of the key's hash above its position, so that growing never hashes a key again.
struct TOMLKeyIndex: Sendable {
  private var slots: [UInt64] = []

  private static let searchedCount = 8
  private static let emptySlot = UInt64.max
  private static let positionMask: UInt64 = 0xFFFF_FFFF

  /// The position of a key among the first `count`, each of which `keyAt` tells; `nil` when it is not there.
  func position(of key: TOMLKey, count: Int, keyAt: (Int) -> TOMLKey) -> Int? {
    guard !slots.isEmpty else { return (0..<count).first { keyAt($0) == key } }
    let hash = Self.hash(key)
    var place = place(hash)
    while slots[place] != Self.emptySlot {
      let position = Int(slots[place] & Self.positionMask)
      if slots[place] & ~Self.positionMask == hash, keyAt(position) == key { return position }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Takes up the last of `count` keys, which is not among the others.
  mutating func append(count: Int, keyAt: (Int) -> TOMLKey) {
    guard count > Self.searchedCount else { return }
    if slots.isEmpty {
      slots = Array(repeating: Self.emptySlot, count: 4 * Self.searchedCount)
      for position in 0..<count { insert(Self.hash(keyAt(position)) | UInt64(position)) }
      return
    }
    if count * 2 > slots.count { grow() }
    insert(Self.hash(keyAt(count - 1)) | UInt64(count - 1))
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Self.emptySlot, count: old.count * 2)
    for slot in old where slot != Self.emptySlot { insert(slot) }
  }

  private mutating func insert(_ slot: UInt64) {
    var place = place(slot & ~Self.positionMask)
    while slots[place] != Self.emptySlot { place = (place + 1) & (slots.count - 1) }
    slots[place] = slot
  }

  private func place(_ hash: UInt64) -> Int { Int(hash >> 32) & (slots.count - 1) }

  private static func hash(_ key: TOMLKey) -> UInt64 {
    var hasher = Hasher()
    key.hash(into: &hasher)
    return UInt64(truncatingIfNeeded: hasher.finalize()) << 32
  }
}
