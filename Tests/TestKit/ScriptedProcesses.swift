package import Host

/// A process host whose children do what a closure says and which keeps every request.
///
/// Scripted output is handed over when the program first waits for a child's report, on the task that waits.
package final class ScriptedProcesses: ProcessHost {
  private let script: @Sendable (ProcessRequest) -> ScriptedProcess
  private let state = Observed(State())

  private struct State: Sendable {
    var requests: [ProcessRequest] = []
    var children: [RunningScript] = []
  }

  /// A host whose every child comes from `script`; one that ends with code 0 at once if not said.
  package init(_ script: @escaping @Sendable (ProcessRequest) -> ScriptedProcess = { _ in .exits() }) {
    self.script = script
  }

  /// All requests in order, those that could not be started among them.
  package var requests: [ProcessRequest] { state.value.requests }
  /// The argument vectors of ``requests`` as texts, words joined by blanks.
  package var commandLines: [String] { requests.map { $0.arguments.joined(separator: " ") } }
  /// The children that were started, in order.
  package var children: [RunningScript] { state.value.children }

  /// Returns once so many children have been started.
  package func waitForChildren(_ count: Int = 1) async {
    await state.wait { $0.children.count >= count }
  }

  package func start(
    _ request: ProcessRequest, onOutput: @escaping OutputReceiver, onErrors: OutputReceiver?
  ) throws(ProcessStartError) -> any ChildProcess {
    let script = script(request)
    if case .cannotStart(let code, let reason) = script.course {
      state.update { $0.requests.append(request) }
      throw ProcessStartError(executable: request.executable, code: code, reason: reason)
    }
    return state.update { state in
      state.requests.append(request)
      let processID = Int32(1000 + 10 * state.children.count)
      let child = RunningScript(script, request: request, processID: processID, onOutput: onOutput, onErrors: onErrors)
      state.children.append(child)
      return child
    }
  }
}
