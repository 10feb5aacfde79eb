/// What a text is, which decides how values are put into it.
enum SubstitutionStyle: Equatable {
  case plain
  /// One command a line, in a shell's quoting.
  case commands
  /// Items with separators between them: a value may be several only where it stands alone.
  case entries(separators: Set<UInt8>)
  /// One requirement or option of pip a line.
  case requirements
  /// A word of a command whose words are told apart already; the first names the program.
  case program

  /// Items on lines, or with commas between them.
  static let list = SubstitutionStyle.entries(separators: [UInt8(ascii: ","), 0x0A])
  static let environments = SubstitutionStyle.entries(
    separators: [UInt8(ascii: ","), 0x0A, UInt8(ascii: "{"), UInt8(ascii: "}")])
  static let lines = SubstitutionStyle.entries(separators: [0x0A])

  /// The style of a key's text.
  init(_ type: ConfigurationKey.ValueType) {
    switch type {
    case .command, .commands: self = .commands
    case .requirements: self = .requirements
    case .environments: self = .environments
    case .list, .lines, .set, .names, .packages: self = .list
    case .dictionary, .groups: self = .lines
    case .text, .path, .boolean, .integer, .number, .variables: self = .plain
    }
  }

  /// Where lines are the separators that somebody chose, a comma is data.
  func adapted(to pieces: [SubstitutionPiece]) -> SubstitutionStyle {
    guard self == .list else { return self }
    let hasLines = pieces.contains { piece in
      if case .text(let text) = piece { text.utf8.contains(0x0A) } else { false }
    }
    return hasLines ? .lines : self
  }
}

/// Finds values that would become more than the one item in which they stand.
struct SubstitutionGuard {
  let style: SubstitutionStyle
  let pieces: [SubstitutionPiece]

  /// - Parameters:
  ///   - text: What the piece at a place has become.
  ///   - next: The plain text that follows it.
  /// - Throws: Why it may not stand there.
  func check(_ text: String, at place: Int, before next: Substring) throws(SubstitutionError) {
    switch style {
    case .entries(let separators):
      if text.utf8.contains(where: separators.contains), shares(place, separators) { throw .addsSeparator }
    case .requirements:
      let endsLine = next.isEmpty || next.first?.isNewline == true
      if (endsLine && text.utf8.last == UInt8(ascii: "\\")) || text.contains("\\\n") { throw .addsBackslash }
      guard shares(place, [0x0A, 0x0D, 0x0B, 0x0C]) else { return }
      if text.contains(where: \.isNewline) { throw .addsLineBreak }
      if addsOption(text, at: place) { throw .addsOption }
    case .plain, .commands, .program: break
    }
  }

  /// Whether something else stands in the same item.
  private func shares(_ place: Int, _ separators: Set<UInt8>) -> Bool {
    hasText(pieces[..<place].reversed(), separators, nearest: \.last)
      || hasText(pieces[(place + 1)...], separators, nearest: \.first)
  }

  private func hasText(
    _ neighbours: some Sequence<SubstitutionPiece>, _ separators: Set<UInt8>,
    nearest: KeyPath<[Substring.UTF8View], Substring.UTF8View?>
  ) -> Bool {
    for neighbour in neighbours {
      guard case .text(let text) = neighbour else { return true }
      let items = text[...].utf8.split(omittingEmptySubsequences: false, whereSeparator: separators.contains)
      let isBlank = items[keyPath: nearest]?.allSatisfy { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) } ?? true
      if !isBlank { return true }
      if items.count > 1 { return false }
    }
    return false
  }

  private func addsOption(_ text: String, at place: Int) -> Bool {
    // What these options take is one file, whatever blanks it has.
    if place > 0, case .text(let before) = pieces[place - 1] {
      let line = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).last ?? ""
      let option = line.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
      if RequirementText.fileOptions.contains(String(option)), line.last?.isWhitespace == true { return false }
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    if words.dropFirst().contains(where: { $0.hasPrefix("-") }) { return true }
    guard place > 0, case .text(let before) = pieces[place - 1], let first = words.first else { return false }
    return first.hasPrefix("-") && before.last?.isWhitespace == true && before.contains { !$0.isWhitespace }
  }
}
