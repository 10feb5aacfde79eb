/// A shell pattern over a whole text: `*` stands for any bytes, `?` for one.
package struct WildcardPattern: Hashable, Sendable {
  private let bytes: [UInt8]

  package init(_ text: String) { bytes = Array(text.utf8) }

  /// - Complexity: O(*pattern* × *text*) at worst.
  package func matches(_ text: String) -> Bool {
    let text = Array(text.utf8)
    var (p, t) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < bytes.count, bytes[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < bytes.count, bytes[p] == UInt8(ascii: "?") || bytes[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        p = last.pattern + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return bytes[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
