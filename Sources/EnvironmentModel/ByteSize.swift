/// Amounts of memory as people write them: `512 MB`, `1.5GiB`, `2G`, `1048576 B`.
package enum ByteSize {
  /// How to write one.
  private static let help = "write a number with B, KB, MB, GB or TB, such as '512 MB' or '1.5 GB'"

  /// Why a text is no amount of memory.
  package struct Fault: Error, Hashable, Sendable {
    /// What is wrong, as a sentence.
    package var message: String
    /// What to do about it.
    package var help: String
  }

  private static let units: [(words: [String], count: Double)] = [
    (["b"], 1), (["k", "kb", "kib"], 1024), (["m", "mb", "mib"], 1_048_576), (["g", "gb", "gib"], 1_073_741_824),
    (["t", "tb", "tib"], 1_099_511_627_776),
  ]

  /// The number of bytes, all units counting in steps of 1,024; `nil` for what is none.
  package static func read(_ text: String) -> Int? { try? bytes(text).get() }

  /// What keeps a text from being an amount of memory above nothing; `nil` where it is one.
  package static func fault(in text: String) -> Fault? {
    if case .failure(let fault) = bytes(text) { fault } else { nil }
  }

  private static func bytes(_ text: String) -> Result<Int, Fault> {
    let text = trimmed(text[...])
    let digits = text.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
    let unit = trimmed(text.dropFirst(digits.count)).lowercased()
    let wrong = Fault(message: "'\(text)' is no amount of memory", help: help)
    guard let number = Double(digits) else { return .failure(wrong) }
    if number == 0 { return .failure(Fault(message: wrong.message, help: "leave it out to set no amount")) }
    // Six bytes are not what somebody means by 6.
    if unit.isEmpty {
      return .failure(
        Fault(
          message: "'\(text)' is an amount of memory without a unit",
          help: "write it with B, KB, MB, GB or TB: '\(text) GB', or '\(text) MB'"))
    }
    guard let factor = units.first(where: { $0.words.contains(unit) })?.count,
      let count = Int(exactly: (number * factor).rounded()), count > 0
    else { return .failure(wrong) }
    return .success(count)
  }
}
