extension Unicode.Scalar {
  /// The columns a terminal gives to the scalar: none to marks, two to ideographs, syllables of Hangul and emoji.
  ///
  /// Made from what the standard library knows of scalars and the blocks that are wide throughout: enough to set a
  /// caret, while cells of a screen need the whole table.
  var columnCount: Int {
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return Self.wideBlocks.contains { $0.contains(value) } || isWideEmoji ? 2 : 1
    }
  }

  /// Regional indicators are narrow one by one: a flag is two of them.
  private var isWideEmoji: Bool {
    properties.isEmojiPresentation && !(0x1F1E6...0x1F1FF).contains(value)
  }

  private static let wideBlocks: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F200...0x1F265,
    0x20000...0x3FFFF,
  ]
}
