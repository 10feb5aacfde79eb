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
  /// Gives the terminal back while `body` runs: for an editor, a pager or a stopped program.
  func suspended(_ body: () -> Void)
  /// Gives the terminal back for good; further calls do nothing.
  func close()
}
