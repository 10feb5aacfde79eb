import EnvironmentModel
import Screen

/// The choice of what rows and columns stand for, while it is made; what it says is seen behind it at once.
package struct AxesView: Hashable, Sendable {
  /// The axis that keys are about.
  package var cursor = 0
  /// What to go back to when somebody leaves it.
  package let before: MatrixChoice
}

extension DashboardState {
  mutating func beginAxes() {
    if freeAxes.isEmpty {
      notice = "the names of these environments have no factors to arrange by"
    } else {
      overlay = .axes(AxesView(before: choice))
    }
  }

  /// What a key means while axes are chosen.
  mutating func arrange(_ key: Key, _ view: AxesView) -> [DashboardEffect] {
    let axes = axesInOrder
    guard !axes.isEmpty else {
      overlay = nil
      return []
    }
    var view = view
    // The configuration may have been read again meanwhile.
    view.cursor = min(view.cursor, axes.count - 1)
    let name = axes[view.cursor].name
    defer { if case .axes = overlay { overlay = .axes(view) } }
    switch key {
    case .up, .character("k"): view.cursor = max(0, view.cursor - 1)
    case .down, .character("j"): view.cursor = min(axes.count - 1, view.cursor + 1)
    case .character("r"): return change { $0.places[name] = .rows }
    case .character("c"): return change { $0.places[name] = .columns }
    case .character("f"): return change { $0.places[name] = .folded }
    case .left, .character("h"): return step(axes[view.cursor], .previous)
    case .right, .character("l"): return step(axes[view.cursor], .next)
    case .character("K"), .character("<"): return move(&view, by: -1, axes.map(\.name))
    case .character("J"), .character(">"): return move(&view, by: 1, axes.map(\.name))
    case .character("o"), .delete, .backspace: return change { $0.places[name] = nil }
    case .character("a"):
      return change { choice in (choice.places, choice.nesting) = ([:], []) }
    case .enter: overlay = nil
    case .escape, .character("q"):
      overlay = nil
      return change { $0 = view.before }
    default: notice = "\(key.label) does nothing here; Enter keeps this, Esc leaves it"
    }
    return []
  }

  private mutating func move(_ view: inout AxesView, by step: Int, _ names: [String]) -> [DashboardEffect] {
    let target = view.cursor + step
    guard names.indices.contains(target) else { return [] }
    var names = names
    names.swapAt(view.cursor, target)
    view.cursor = target
    return change { $0.nesting = names }
  }

  /// The axes with more than one value, outermost first.
  var axesInOrder: [MatrixAxis] {
    let free = freeAxes
    return choice.nested(Array(free.indices), names: free.map(\.name)).map { free[$0] }
  }
}
