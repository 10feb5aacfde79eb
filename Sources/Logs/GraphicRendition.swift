import Screen

/// Colours and attributes as a program chose them with select graphic rendition (ECMA-48 8.3.117, ITU T.416).
struct GraphicRendition {
  private var foreground: Color?
  private var background: Color?
  private var attributes: TextAttributes = []
  /// Shown as bold: nothing on the screen blinks.
  private var isBlinking = false

  /// How text looks from here on; text in the colour of its background is shown in the default colours.
  var style: CellStyle {
    let attributes = isBlinking ? attributes.union(.bold) : attributes
    if foreground == background { return CellStyle(.text, attributes: attributes) }
    return CellStyle(.text, foreground: foreground, background: background, attributes: attributes)
  }

  /// Applies the parameters of one sequence; unknown ones change nothing.
  mutating func apply(_ bytes: Span<UInt8>) {
    var reader = RenditionParameters(bytes)
    while let code = reader.next() {
      switch code {
      case 38: if let color = reader.color() { foreground = color }
      case 48: if let color = reader.color() { background = color }
      // The colour of underlines, which no cell has.
      case 58: _ = reader.color()
      case 4: change(.underline, isOn: reader.nextPart() != 0)
      default:
        applyColor(code)
        applyAttribute(code)
      }
    }
  }

  private mutating func applyColor(_ code: Int) {
    switch code {
    case 0: self = GraphicRendition()
    case 30...37: foreground = .indexed(UInt8(code - 30))
    case 39: foreground = nil
    case 40...47: background = .indexed(UInt8(code - 40))
    case 49: background = nil
    case 90...97: foreground = .indexed(UInt8(code - 90 + 8))
    case 100...107: background = .indexed(UInt8(code - 100 + 8))
    default: break
    }
  }

  private mutating func applyAttribute(_ code: Int) {
    switch code {
    case 1: attributes.insert(.bold)
    case 2: attributes.insert(.dim)
    case 3: attributes.insert(.italic)
    case 5, 6: isBlinking = true
    case 7: attributes.insert(.reverse)
    case 21: attributes.insert(.underline)
    case 22: attributes.subtract([.bold, .dim])
    case 23: attributes.remove(.italic)
    case 24: attributes.remove(.underline)
    case 25: isBlinking = false
    case 27: attributes.remove(.reverse)
    default: break
    }
  }

  private mutating func change(_ attribute: TextAttributes, isOn: Bool) {
    if isOn { attributes.insert(attribute) } else { attributes.remove(attribute) }
  }
}
