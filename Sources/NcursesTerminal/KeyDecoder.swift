import Screen

/// Turns the bytes of a terminal into keys and mouse actions.
///
/// Knows the sequences of xterm and its kin, screen, tmux, rxvt and the Linux console side by side, as no two send the
/// same for a key. What it does not know is swallowed whole. Bytes that may be the start of something longer are kept;
/// when ``pendingDelay`` has passed without more, the owner calls ``flush()``.
struct KeyDecoder {
  /// Whether pasted text comes out as characters; it is swallowed otherwise, so that a paste never acts.
  var deliversPaste = false

  private let escapeDelay: Duration
  private let erasesByControlH: Bool
  private var pending: [UInt8] = []
  private var isPasting = false

  /// - Parameters:
  ///   - escapeDelay: How long an escape is held back, as it may begin a key's sequence.
  ///   - erasesByControlH: Whether Ctrl-H is what the Backspace key sends.
  init(escapeDelay: Duration = .milliseconds(25), erasesByControlH: Bool = false) {
    self.escapeDelay = escapeDelay
    self.erasesByControlH = erasesByControlH
  }

  /// How long to wait for the rest of what has begun, `nil` if nothing has.
  ///
  /// A sequence that a person would not type, or a paste, gets more time than a lone escape: its end must not come out
  /// as keys because the line was slow.
  var pendingDelay: Duration? {
    if isPasting { return .seconds(5) }
    if pending.isEmpty { return nil }
    return isTypable ? escapeDelay : .milliseconds(500)
  }

  /// What the bytes mean, together with those kept from before.
  mutating func decode(_ bytes: some Sequence<UInt8>) -> [Input] {
    pending += bytes
    var inputs: [Input] = []
    var rest = pending[...]
    while !rest.isEmpty {
      let start = rest.startIndex
      guard let input = next(&rest) else {
        rest = pending[start...]
        break
      }
      inputs += input
    }
    pending = Array(rest)
    return inputs
  }

  /// What the kept bytes mean if nothing follows them: keys for what a person may have typed, else nothing.
  mutating func flush() -> [Input] {
    defer {
      pending = []
      isPasting = false
    }
    guard !isPasting, isTypable, pending.first == Self.escape else { return [] }
    return [.key(.escape)] + pending.dropFirst().map { .key(.character(Character(Unicode.Scalar($0)))) }
  }

  static let escape: UInt8 = 0x1B

  private var isTypable: Bool { pending.count <= 2 && pending.first == Self.escape }

  /// Takes one thing off the front of `rest`; nothing if its end is missing.
  private mutating func next(_ rest: inout ArraySlice<UInt8>) -> [Input]? {
    if isPasting { return pasted(&rest) }
    guard let first = rest.popFirst() else { return nil }
    if first == Self.escape { return escaped(&rest) }
    if first >= 0x80 { return character(first, &rest).map { $0.map { [.key(.character($0))] } ?? [] } }
    return [.key(key(of: first))]
  }

  private mutating func escaped(_ rest: inout ArraySlice<UInt8>) -> [Input]? {
    guard let second = rest.first else { return nil }
    switch second {
    case UInt8(ascii: "["):
      rest.removeFirst()
      return controlSequence(&rest)
    case UInt8(ascii: "O"):
      rest.removeFirst()
      return ControlSequence.takeShift(&rest).map { $0.key.map { [.key($0)] } ?? [] }
    case UInt8(ascii: "]"):
      let start = rest.startIndex + 1
      guard ControlSequence.skipString(&rest) else { return nil }
      return BackgroundReport.brightness(in: pending[start..<max(start, rest.startIndex)]).map {
        [.background(brightness: $0)]
      } ?? []
    case UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      return ControlSequence.skipString(&rest) ? [] : nil
    default:
      // Alt with a key is escape and the key: typed fast, the two cannot be told apart.
      return [.key(.escape)]
    }
  }

  private mutating func controlSequence(_ rest: inout ArraySlice<UInt8>) -> [Input]? {
    guard let sequence = ControlSequence.take(&rest) else { return nil }
    if sequence.isPasteStart { isPasting = true }
    return sequence.input.map { [$0] } ?? []
  }

  private mutating func pasted(_ rest: inout ArraySlice<UInt8>) -> [Input]? {
    guard let first = rest.popFirst() else { return nil }
    if first == Self.escape {
      let end = Self.pasteEnd
      if rest.starts(with: end) {
        rest.removeFirst(end.count)
        isPasting = false
        return []
      }
      return end.starts(with: rest) ? nil : []
    }
    guard first >= 0x80 else { return deliversPaste ? pastedKey(first) : [] }
    return character(first, &rest).map { $0.map { deliversPaste ? [.key(.character($0))] : [] } ?? [] }
  }

  private static let pasteEnd = Array("[201~".utf8)

  // Line ends and tabs become blanks: pasted text fills in a line, and never ends it.
  private func pastedKey(_ byte: UInt8) -> [Input] {
    switch byte {
    case 0x20...0x7E: [.key(.character(Character(Unicode.Scalar(byte))))]
    case 0x09, 0x0A, 0x0D: [.key(.character(" "))]
    default: []
    }
  }

  private func key(of byte: UInt8) -> Key {
    switch byte {
    case 0x00: .control(" ")
    case 0x08 where erasesByControlH: .backspace
    case 0x09: .tab
    case 0x0D: .enter
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x1C...0x1F: .control(Character(Unicode.Scalar(byte + 0x40)))
    case 0x7F: .backspace
    default: .character(Character(Unicode.Scalar(byte)))
    }
  }

  /// The character that `first` begins; the inner nothing is for bytes that are none, the outer for a missing end.
  private func character(_ first: UInt8, _ rest: inout ArraySlice<UInt8>) -> Character?? {
    let count =
      switch first {
      case 0xC2...0xDF: 1
      case 0xE0...0xEF: 2
      case 0xF0...0xF4: 3
      default: 0
      }
    let following = rest.prefix(count).prefix { $0 & 0xC0 == 0x80 }
    guard following.count == count else {
      if following.count == rest.count { return nil }
      rest.removeFirst(following.count)
      return .some(nil)
    }
    rest.removeFirst(count)
    guard let text = String(validating: [first] + following, as: UTF8.self), let scalar = text.unicodeScalars.first
    else { return .some(nil) }
    return .some(scalar.value < 0xA0 ? nil : Character(scalar))
  }
}
