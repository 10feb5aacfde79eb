/// Which colour pair of the terminal library stands for which two colours; numbers are given out as they are needed.
///
/// When the numbers run out, new combinations are shown in the terminal's own colours for the rest of the frame, and
/// the owner starts a new table with the next.
struct PairTable {
  /// A foreground and a background; -1 is the terminal's own.
  struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// The pair that always means the terminal's own colours.
  static let terminalPair: Int32 = 0

  /// Whether a combination was refused for want of numbers.
  private(set) var isExhausted = false
  private let limit: Int32
  private var pairs: [Colors: Int32] = [:]
  /// The pairs that were asked for last, each at the slot of its colours: most cells of a screen share a few, and are
  /// answered without a search.
  private var recent = [(colors: Colors, pair: Int32)](
    repeating: (Colors(foreground: -1, background: -1), terminalPair), count: 64)

  /// - Parameter limit: The library's number of pairs; pair 0 among them.
  init(limit: Int32) { self.limit = limit }

  /// The pair for two colours; `define` is called once for each new pair.
  mutating func pair(of colors: Colors, define: (Int32, Colors) -> Void) -> Int32 {
    let slot = Int((colors.foreground &+ colors.background &* 7) & 63)
    if recent[slot].colors == colors { return recent[slot].pair }
    if colors == Colors(foreground: -1, background: -1) { return Self.terminalPair }
    if let pair = pairs[colors] {
      recent[slot] = (colors, pair)
      return pair
    }
    let pair = Int32(pairs.count) + 1
    guard pair < limit else {
      isExhausted = true
      return Self.terminalPair
    }
    define(pair, colors)
    pairs[colors] = pair
    return pair
  }
}
