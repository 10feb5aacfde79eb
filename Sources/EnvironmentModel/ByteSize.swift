/// Amounts of memory as people write them: `512 MB`, `1.5GiB`, `2G`, `1048576`.
package enum ByteSize {
  /// How to write one.
  package static let help = "write a number with B, KB, MB, GB or TB, such as '512 MB' or '1.5 GB'"

  private static let units: [(words: [String], count: Double)] = [
    (["", "b"], 1), (["k", "kb", "kib"], 1024), (["m", "mb", "mib"], 1_048_576), (["g", "gb", "gib"], 1_073_741_824),
    (["t", "tb", "tib"], 1_099_511_627_776),
  ]

  /// The number of bytes, all units counting in steps of 1,024; `nil` for what is none.
  package static func read(_ text: String) -> Int? {
    let text = trimmed(text[...])
    let digits = text.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
    let unit = trimmed(text.dropFirst(digits.count)).lowercased()
    guard let number = Double(digits), let factor = units.first(where: { $0.words.contains(unit) })?.count else {
      return nil
    }
    return Int(exactly: (number * factor).rounded())
  }
}
