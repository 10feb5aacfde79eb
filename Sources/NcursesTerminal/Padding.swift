/// The waiting times that terminal descriptions carry for terminals of old: `$<5>`, `$<2*/>`.
enum Padding {
  /// A sequence without its waiting times, as it can be written at once.
  static func removed(from sequence: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = sequence[...]
    while let byte = rest.first {
      if rest.starts(with: "$<".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return result
  }
}
