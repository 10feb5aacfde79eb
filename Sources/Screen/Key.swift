/// A key as the user pressed it.
package enum Key: Hashable, Sendable {
  /// A printable character.
  case character(Character)
  /// A character with Ctrl, in lower case.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}
