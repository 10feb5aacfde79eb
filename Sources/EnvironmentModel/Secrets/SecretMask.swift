/// Finds secrets in bytes and puts a mark in their place.
///
/// Where secrets overlap, all of what they cover becomes one mark. Each is looked for as it is, and as it stands in
/// addresses, in quoted text and in base64.
package struct SecretMask: Sendable {
  static let mark = Array(SecretRules.mark.utf8)

  /// One bit for each two bytes that some secret begins with.
  private let pairs: [UInt64]
  /// One bit for each byte that some secret begins with.
  private let firsts: [UInt64]
  /// The secrets by their first two bytes, the longest first.
  private let secrets: [UInt16: [[UInt8]]]

  /// Whether there is nothing to look for.
  package var isEmpty: Bool { secrets.isEmpty }

  /// Nothing is secret.
  package static let none = SecretMask([])

  /// - Parameter texts: What is to be masked; texts of less than two bytes are passed over.
  package init(_ texts: Set<String>) {
    let forms = Set(texts.flatMap { SecretForms(Array($0.utf8)).all }).filter { $0.count > 1 }
    secrets = Dictionary(grouping: forms) { Self.pair($0[0], $0[1]) }
      .mapValues { $0.sorted { $0.count > $1.count } }
    var pairs = forms.isEmpty ? [] : [UInt64](repeating: 0, count: 1024)
    var firsts = [UInt64](repeating: 0, count: 4)
    for pair in secrets.keys {
      pairs[Int(pair) >> 6] |= 1 << UInt64(pair & 63)
      firsts[Int(pair) >> 14] |= 1 << UInt64((pair >> 8) & 63)
    }
    (self.pairs, self.firsts) = (pairs, firsts)
  }

  /// The text with marks in place of secrets.
  ///
  /// - Complexity: O(*n*) in the length of the text, besides comparing where a secret could begin.
  package func masked(_ text: String) -> String {
    if isEmpty { return text }
    var text = text
    return text.withUTF8 { bytes in
      var stream = MaskedStream(self)
      var result: String?
      stream.take(UnsafeRawBufferPointer(bytes), isLast: true) { result = String(decoding: $0, as: UTF8.self) }
      return result ?? ""
    }
  }

  /// Whether anything of a text would be masked.
  package func occurs(in text: String) -> Bool { masked(text) != text }

  // MARK: Looking

  /// What stands at a place.
  enum Finding: Equatable {
    case nothing
    /// A secret of so many bytes.
    case secret(byteCount: Int)
    /// The bytes up to the end could be the beginning of a secret.
    case beginning
  }

  /// The next place from which on a secret could stand; the end where there is none.
  func candidate(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    let end = bytes.count - 1
    guard start <= end else { return bytes.count }
    return pairs.withUnsafeBufferPointer { pairs in
      var index = start
      while index < end {
        let pair = Int(bytes[index]) << 8 | Int(bytes[index + 1])
        if pairs[pair >> 6] & (1 << UInt64(pair & 63)) != 0 { return index }
        index += 1
      }
      let last = Int(bytes[end])
      return firsts[last >> 6] & (1 << UInt64(last & 63)) != 0 ? end : bytes.count
    }
  }

  /// What stands at a place that ``candidate(in:from:)`` gave.
  ///
  /// - Parameter isLast: Whether nothing comes behind the bytes, so that no secret only begins there.
  func finding(at index: Int, in bytes: UnsafeRawBufferPointer, isLast: Bool) -> Finding {
    let count = bytes.count - index
    if count < 2 { return isLast ? .nothing : .beginning }
    var longest = 0
    for secret in secrets[Self.pair(bytes[index], bytes[index + 1])] ?? [] {
      if isLast, secret.count > count { continue }
      let isEqual = secret.withUnsafeBytes { secret in
        (2..<min(count, secret.count)).allSatisfy { bytes[index + $0] == secret[$0] }
      }
      if !isEqual { continue }
      if secret.count > count { return .beginning }
      longest = max(longest, secret.count)
    }
    return longest > 0 ? .secret(byteCount: longest) : .nothing
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> UInt16 { UInt16(first) << 8 | UInt16(second) }
}
