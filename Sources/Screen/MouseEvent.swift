/// What the mouse did, at a cell.
package struct MouseEvent: Hashable, Sendable {
  /// What was done: the left button once or twice in quick succession, or the wheel.
  package enum Action: Hashable, Sendable { case press, doublePress, wheelUp, wheelDown }

  package var action: Action
  package var point: Point

  package init(_ action: Action, at point: Point) {
    self.action = action
    self.point = point
  }
}
