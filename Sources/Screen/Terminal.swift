/// A terminal that shows canvases and reports what its user does; owned and called by one thread.
package protocol Terminal: AnyObject {
  /// The size of the next frame.
  var size: Size { get }
  /// A function that makes a wait return ``TerminalEvent/woken``; callable from any thread, never blocks.
  var waker: @Sendable () -> Void { get }
  /// Shows a frame; only what changed since the last one reaches the terminal, in one write.
  func present(_ canvas: Canvas, styles: StyleSheet)
  /// Waits for at least one event, or for the time to pass (then the list is empty); `nil` waits for ever.
  func wait(timeout: Duration?) -> [TerminalEvent]
  /// Forgets what the terminal shows, so that the next frame is painted whole.
  func invalidate()
  /// Whether pasted text comes as keys; else it is dropped, so that it cannot be taken for commands.
  var deliversPaste: Bool { get set }
  /// Puts a text where the user pastes from, as far as the terminal allows it.
  func copy(_ text: String)
  /// Turns the reports of mouse and wheel on or off; off, the terminal's own selection works without Shift.
  func reportMouse(_ isOn: Bool)
  /// Gives the terminal back while `body` runs: for an editor, a pager or a stopped program.
  func suspended(_ body: () -> Void)
  /// Lends keys and screen while `body` runs. Signals end the loan, and a crash leaves the terminal whole as ever.
  func lent(_ body: (any LentTerminal) -> Void)
  /// Gives the terminal back for good; further calls do nothing.
  func close()
}
