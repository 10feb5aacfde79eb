import Screen

// Which sequence is which key, and what the mouse did.
extension ControlSequence {
  var isPasteStart: Bool { final == UInt8(ascii: "~") && number(0) == 200 }

  /// What it means, `nil` if nothing.
  var input: Input? {
    switch (prefix, final) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")):
      mouse(button: number(0), column: number(1), row: number(2))
    case (UInt8(ascii: "?"), UInt8(ascii: "y")): .modeReport(mode: number(0), setting: number(1))
    case (nil, UInt8(ascii: "R")) where numbers.count == 2 && number(0) > 1 && number(1) > 0:
      .cursorReport(Point(row: number(0) - 1, column: number(1) - 1))
    case (nil, UInt8(ascii: "M")) where mouseBytes.count == 3:
      mouse(button: Int(mouseBytes[0]) - 32, column: Int(mouseBytes[1]) - 32, row: Int(mouseBytes[2]) - 32)
    case (nil, _), (UInt8(ascii: "["), _): key.map(Input.key)
    default: nil
    }
  }

  /// The key it stands for. Shift, Alt and Ctrl with a key that has a name leave it as it is.
  var key: Key? {
    if isShift { return Self.keypad[final] ?? Self.lettered[final] }
    if prefix == UInt8(ascii: "[") { return consoleFunction }
    switch final {
    case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "@"):
      return number(0) == 27 ? Self.key(code: number(2), modifiers: number(1)) : Self.numbered[number(0)]
    case UInt8(ascii: "u"): return Self.key(code: number(0), modifiers: number(1))
    // With a row and a column it is where the cursor stands.
    case UInt8(ascii: "R") where numbers.count > 1 && number(0) != 1: return nil
    default: return Self.lettered[final]
    }
  }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

  // The Linux console: ESC [ [ A to E are F1 to F5.
  private var consoleFunction: Key? {
    (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) ? .function(Int(final - UInt8(ascii: "A")) + 1) : nil
  }

  // The lowest two bits are the button, the next three the keys held, 32 is movement and 64 the wheel.
  private func mouse(button: Int, column: Int, row: Int) -> Input? {
    guard column > 0, row > 0 else { return nil }
    let point = Point(row: row - 1, column: column - 1)
    return switch button & ~0b11100 {
    case 0: .press(point)
    case 64: .wheelUp(point)
    case 65: .wheelDown(point)
    default: nil
    }
  }

  // A key by its scalar, as terminals with extended keyboards send it; modifiers are one more than their bits.
  private static func key(code: Int, modifiers: Int) -> Key? {
    let bits = max(modifiers, 1) - 1
    switch code {
    case 9: return bits & 1 == 0 ? .tab : .backTab
    case 13: return .enter
    case 27: return .escape
    case 127: return .backspace
    default:
      guard code >= 0x20, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return nil }
      let isControl = bits & 4 != 0
      return isControl ? .control(Character(scalar.properties.lowercaseMapping)) : .character(Character(scalar))
    }
  }

  private static let lettered: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
    UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .right, UInt8(ascii: "d"): .left,
    UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "Z"): .backTab,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3),
    UInt8(ascii: "S"): .function(4),
  ]

  private static let numbered: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15),
    29: .function(16), 31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
  ]

  // The number pad where it sends sequences of its own.
  private static let keypad: [UInt8: Key] = {
    var keys: [UInt8: Key] = [UInt8(ascii: "M"): .enter, UInt8(ascii: "I"): .tab, UInt8(ascii: "X"): .character("=")]
    for (offset, character) in "*+,-./0123456789".enumerated() {
      keys[UInt8(ascii: "j") + UInt8(offset)] = .character(character)
    }
    return keys
  }()
}
