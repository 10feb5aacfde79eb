package import EnvironmentModel
import Host
import RunModel
import Synchronization

/// Connects somebody's keyboard and screen with the commands of environments that are to take input.
package final class KeyboardBoard: Sendable {
  /// Takes what a command writes; called from the thread that reads output, with bytes that are valid during the call only.
  package typealias Listener = @Sendable (UnsafeRawBufferPointer) -> Void

  private struct State {
    var names: Set<EnvironmentName> = []
    var children: [EnvironmentName: any ChildProcess] = [:]
    var listeners: [EnvironmentName: Listener] = [:]
    var onEnd: [EnvironmentName: @Sendable () -> Void] = [:]
    /// The end of what commands that run have written, for those who join them.
    var recent: [EnvironmentName: [UInt8]] = [:]
  }

  /// So much of it is kept.
  private static let recentByteCount = 4096

  private let state = Mutex(State())

  package init() {}

  /// Has the commands of an environment take input from now on, or no longer.
  package func set(_ name: EnvironmentName, takesInput: Bool) {
    state.withLock { state in
      if takesInput { state.names.insert(name) } else { state.names.remove(name) }
    }
  }

  /// Whether a command of the environment runs to which somebody can type.
  package func isRunning(_ name: EnvironmentName) -> Bool { state.withLock { $0.children[name] != nil } }

  /// Hands on what the commands of an environment write, until ``leave(_:)``; first the end of what they wrote before.
  ///
  /// - Parameter onEnd: Called when a command has ended, from any thread.
  package func join(
    _ name: EnvironmentName, onOutput: @escaping Listener, onEnd: @escaping @Sendable () -> Void
  ) {
    state.withLock { state in
      state.recent[name]?.withUnsafeBytes { onOutput($0) }
      state.listeners[name] = onOutput
      state.onEnd[name] = onEnd
    }
  }

  /// Hands on nothing more.
  package func leave(_ name: EnvironmentName) {
    state.withLock { state in
      state.listeners[name] = nil
      state.onEnd[name] = nil
    }
  }

  /// Types to the command of an environment.
  package func type(_ bytes: [UInt8], to name: EnvironmentName) { state.withLock { $0.children[name] }?.type(bytes) }

  /// Gives the terminal of an environment's command another size.
  package func resize(_ name: EnvironmentName, rowCount: Int, columnCount: Int) {
    state.withLock { $0.children[name] }?.resizeTerminal(rowCount: rowCount, columnCount: columnCount)
  }

  // MARK: For those who run commands

  func takesInput(_ step: StepID) -> Bool {
    guard case .environment(let name) = step.owner, step.kind == .runCommands else { return false }
    return state.withLock { $0.names.contains(name) }
  }

  func begin(_ child: any ChildProcess, of step: StepID) {
    if case .environment(let name) = step.owner { state.withLock { $0.children[name] = child } }
  }

  func end(_ step: StepID) {
    guard case .environment(let name) = step.owner else { return }
    let onEnd = state.withLock { state in
      state.children[name] = nil
      state.recent[name] = nil
      return state.onEnd[name]
    }
    onEnd?()
  }

  func tell(_ bytes: UnsafeRawBufferPointer, of step: StepID) {
    guard case .environment(let name) = step.owner else { return }
    // Under the lock, so that who joins misses nothing and has nothing twice.
    state.withLock { state in
      let recent = (state.recent[name] ?? []) + bytes
      state.recent[name] = Array(recent.suffix(Self.recentByteCount))
      state.listeners[name]?(bytes)
    }
  }
}
