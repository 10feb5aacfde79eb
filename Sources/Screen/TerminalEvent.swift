/// What a wait for the terminal came back with.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// The terminal has a new size.
  case resized(Size)
  /// The terminal tells its background, by its share of light from 0 to 1.
  case background(brightness: Double)
  /// Somebody called the wake function of ``Terminal/waker``.
  case woken
  /// A signal asks for an orderly end; the number is the signal's.
  case signal(Int32)
  /// The terminal is gone.
  case closed
}
