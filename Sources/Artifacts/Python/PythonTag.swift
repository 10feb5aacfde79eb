/// The first part of a wheel's tag, taken apart: `cp311` is `cp`, 3 and 11.
struct PythonTag {
  /// `py`, `cp`, `pp` or another implementation's letters.
  let name: String
  let major: Int
  let minor: Int?

  /// Nil when there are no letters before or no digits behind. The first digit is the major version.
  init?(_ tag: String) {
    let name = tag.prefix { $0.isASCII && $0.isLetter }
    let digits = tag.dropFirst(name.count)
    guard !name.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let major = digits.first?.wholeNumberValue
    else { return nil }
    let rest = digits.dropFirst()
    if !rest.isEmpty && Int(rest) == nil { return nil }
    self.name = String(name)
    self.major = major
    minor = Int(rest)
  }
}
