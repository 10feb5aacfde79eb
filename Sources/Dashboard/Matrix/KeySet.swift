/// Different numbers below a limit, counted and put in order without hashing as long as the limit is of the usual size.
struct KeySet {
  /// Up to here one bit for each number is less work than a table of those that occur.
  private static let bitLimit = 1 << 22

  private var bits: [UInt64]
  private var table: Set<Int> = []
  private(set) var count = 0

  /// - Parameter limit: What all numbers are below.
  init(below limit: Int) {
    bits = limit <= Self.bitLimit ? Array(repeating: 0, count: limit / 64 + 1) : []
  }

  mutating func insert(_ key: Int) {
    if bits.isEmpty {
      if table.insert(key).inserted { count += 1 }
    } else if bits[key / 64] & (1 << UInt64(key % 64)) == 0 {
      bits[key / 64] |= 1 << UInt64(key % 64)
      count += 1
    }
  }

  /// All of them, ascending.
  var sorted: [Int] {
    if bits.isEmpty { return table.sorted() }
    var keys: [Int] = []
    keys.reserveCapacity(count)
    for (index, var word) in bits.enumerated() {
      while word != 0 {
        keys.append(index * 64 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
    return keys
  }
}
