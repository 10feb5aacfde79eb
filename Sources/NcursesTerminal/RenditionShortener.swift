/// Says in fewer bytes what the terminal library says of attributes and colours.
///
/// At each change of attributes the library names the set of characters, puts colours back, and turns all off and on again.
/// Here a change is one sequence that tells what differs, just before what it is for.
struct RenditionShortener {
  /// What the terminal was told; `nil` while that is not known, and sequences pass as they are.
  private var shown: Rendition?
  /// What the library wants of what comes next.
  private var wanted: Rendition?
  /// Whether these differ.
  private var isDue = false
  /// Whether the usual set of characters is known to be in use, and to have been shifted to.
  private var (isUsualSet, isShiftedIn) = (false, false)

  /// What a part of a frame has to do with renditions.
  private enum Part {
    /// Is shown in one.
    case text
    /// Changes it, and need not be written.
    case change
    /// Changes it in a way that is not understood.
    case riddle
    case neither
  }

  /// The bytes of a frame, in fewer.
  ///
  /// - Parameter recolorsBlanks: Whether blanks may be in another colour of text than they are meant in, which nobody sees.
  mutating func shortened(_ frame: [UInt8], recolorsBlanks: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(frame.count)
    let bytes = frame.span
    var index = 0
    // What comes before is in the result, or left out of it.
    var start = 0
    while index < bytes.count {
      let end = Self.endOfPart(at: index, in: bytes)
      let part = note(bytes.extracting(index..<end))
      if part == .change {
        result += frame[start..<index]
        start = end
      } else if isDue, part != .neither {
        if recolorsBlanks, hidesBlanks { while index < end, bytes[index] == 0x20 { index += 1 } }
        if index < end {
          result += frame[start..<index]
          start = index
          tell(&result)
        }
      }
      if part == .riddle { (shown, wanted) = (nil, nil) }
      index = end
    }
    result += frame[start...]
    if isDue { tell(&result) }
    return result
  }

  /// Whether a blank looks the same in what the terminal was told and in what is wanted.
  private var hidesBlanks: Bool { shown.map { wanted?.looksBlank(as: $0) ?? false } ?? false }

  private mutating func tell(_ result: inout [UInt8]) {
    wanted?.append(to: &result, after: shown)
    shown = wanted
    isDue = false
  }

  /// Takes in what a part changes.
  private mutating func note(_ part: Span<UInt8>) -> Part {
    switch part[0] {
    case 0x1B: break
    case 0x0E, 0x0F: return Self.note(part[0] == 0x0F, in: &isShiftedIn)
    default: return part[0] >= 0x20 || part[0] == 0x0A ? .text : .neither
    }
    guard part.count >= 3 else { return .text }
    if part[1] == UInt8(ascii: "(") { return Self.note(part[2] == UInt8(ascii: "B"), in: &isUsualSet) }
    guard part[1] == UInt8(ascii: "[") else { return .text }
    let last = part.count - 1
    if part[last] != UInt8(ascii: "m") { return Self.movesOrRepeats(part) ? .neither : .text }
    let parameters = part.extracting(2..<last)
    var next = wanted ?? .plain
    guard wanted != nil || Rendition.beginsAnew(parameters), next.take(parameters) else { return .riddle }
    wanted = next
    isDue = shown != next
    return .change
  }

  /// A choice of characters, which need not be written again when it is the usual one.
  private static func note(_ isUsual: Bool, in known: inout Bool) -> Part {
    defer { known = isUsual }
    return known && isUsual ? .change : .neither
  }

  /// Whether a control sequence only moves the cursor (CUU, CUD, CUF, CUB, CHA, CUP, VPA), or repeats a character as it was
  /// put (REP), with which nothing may come between.
  private static func movesOrRepeats(_ sequence: Span<UInt8>) -> Bool {
    guard sequence[2] < UInt8(ascii: "<") || sequence[2] > UInt8(ascii: "?") else { return false }
    return switch sequence[sequence.count - 1] {
    case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "b"),
      UInt8(ascii: "d"):
      true
    default: false
    }
  }

  /// Where the text ends that begins here, or the sequence.
  private static func endOfPart(at start: Int, in bytes: Span<UInt8>) -> Int {
    var end = start + 1
    if bytes[start] >= 0x20 {
      while end < bytes.count, bytes[end] >= 0x20 { end += 1 }
      return end
    }
    guard bytes[start] == 0x1B, end < bytes.count else { return end }
    switch bytes[end] {
    case UInt8(ascii: "("): return min(start + 3, bytes.count)
    case UInt8(ascii: "["):
      repeat { end += 1 } while end < bytes.count && !(0x40...0x7E).contains(bytes[end])
      return min(end + 1, bytes.count)
    default: return end + 1
    }
  }
}
