/// A terminal whose keys and screen are somebody else's for a while: bytes go both ways as they are.
///
/// Owned and called by the terminal's thread, and only while it is lent.
package protocol LentTerminal: AnyObject {
  var size: Size { get }
  /// A function that makes a wait return ``LentTerminalEvent/woken``; callable from any thread, never blocks.
  var waker: @Sendable () -> Void { get }
  /// Writes bytes as they are; gives up when a signal asks for the end while the terminal takes none.
  func write(_ bytes: [UInt8])
  /// Waits for at least one event.
  func wait() -> [LentTerminalEvent]
}

/// What happened on a terminal that is lent.
package enum LentTerminalEvent: Hashable, Sendable {
  case typed([UInt8])
  case resized(Size)
  case woken
  /// The terminal is gone, or a signal asks for the end: it is to be given back.
  case ended
}
