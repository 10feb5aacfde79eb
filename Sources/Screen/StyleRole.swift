/// What a piece of the screen means; the theme decides how it looks.
///
/// The raw value is its index in a ``StyleSheet``; the letter is its mark in golden files.
package enum StyleRole: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case text, dim, border, focus, title, header, selection, mark, hint, key, match, warning
  case pass, fail, error, running, waiting, queued, skipped, cancelled, flaky, unavailable

  /// The letter that stands for the role in a golden screen.
  package var letter: Character {
    switch self {
    case .text: "."
    case .dim: "d"
    case .border: "b"
    case .focus: "f"
    case .title: "t"
    case .header: "h"
    case .selection: "s"
    case .mark: "m"
    case .hint: "i"
    case .key: "k"
    case .match: "/"
    case .warning: "w"
    case .pass: "P"
    case .fail: "F"
    case .error: "E"
    case .running: "R"
    case .waiting: "B"
    case .queued: "Q"
    case .skipped: "S"
    case .cancelled: "C"
    case .flaky: "L"
    case .unavailable: "U"
    }
  }
}
