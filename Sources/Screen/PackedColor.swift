/// A colour or none in one word, which is copied and compared at once where screens have thousands of them.
struct PackedColor: Hashable, Sendable, BitwiseCopyable {
  /// The case in the upper byte, zero for none, and below it what belongs to the case.
  private let code: UInt32

  init(_ color: Color?) {
    code =
      switch color {
      case nil: 0
      case .terminal: 1 << 24
      case .indexed(let index): 2 << 24 | UInt32(index)
      case .rgb(let red, let green, let blue): 3 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      }
  }

  var color: Color? {
    switch code >> 24 {
    case 0: nil
    case 1: .terminal
    case 2: .indexed(UInt8(truncatingIfNeeded: code))
    default:
      .rgb(UInt8(truncatingIfNeeded: code >> 16), UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code))
    }
  }
}
