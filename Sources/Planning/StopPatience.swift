/// How long a command that has to end is left alone after each thing it is told.
package struct StopPatience: Hashable, Sendable {
  package var beforeInterrupt: Duration
  package var afterInterrupt: Duration
  package var afterTerminate: Duration

  /// For what has to put something right before it ends, such as removing what an engine holds for it.
  package static let ofHolders = StopPatience(
    beforeInterrupt: .zero, afterInterrupt: .seconds(20), afterTerminate: .seconds(10))

  package init(beforeInterrupt: Duration = .zero, afterInterrupt: Duration, afterTerminate: Duration) {
    self.beforeInterrupt = beforeInterrupt
    self.afterInterrupt = afterInterrupt
    self.afterTerminate = afterTerminate
  }

  /// For the tools that set up environments and build packages, which may have to put something right first.
  package static let ofTools = StopPatience(afterInterrupt: .seconds(3), afterTerminate: .seconds(2))
}
