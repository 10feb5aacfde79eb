package import Host
package import Screen

/// A pretended child under way: the test's handle on it and the program's.
package final class RunningScript: ChildProcess {
  private struct State: Sendable {
    var ending: ProcessReport.Ending?
    var isDelivering = false
    var hasDelivered = false
    var signals: [StopSignal] = []
    var hasSurvivors: Bool
    var typed: [UInt8] = []
    var terminalSize: Size?
  }

  package let request: ProcessRequest
  package let processID: Int32
  private let script: ScriptedProcess
  private let onOutput: OutputReceiver
  private let onErrors: OutputReceiver?
  private let state: Observed<State>

  init(
    _ script: ScriptedProcess, request: ProcessRequest, processID: Int32,
    onOutput: @escaping OutputReceiver, onErrors: OutputReceiver?
  ) {
    self.script = script
    self.request = request
    self.processID = processID
    self.onOutput = onOutput
    self.onErrors = onErrors
    state = Observed(State(hasSurvivors: !script.survivors.isEmpty))
  }

  /// The signals that came, in order, those after the end among them.
  package var signals: [StopSignal] { state.value.signals }
  package var hasEnded: Bool { state.value.ending != nil }

  /// Returns once so many signals have come.
  package func waitForSignals(_ count: Int = 1) async {
    await state.wait { $0.signals.count >= count }
  }

  /// Returns once somebody waits for the child's end, which is when its scripted output is out.
  package func waitForDelivery() async {
    await state.wait { $0.hasDelivered }
  }

  /// Writes more than the script says; after ``waitForDelivery()``, to keep the order.
  package func emit(_ text: String) { deliver(Array(text.utf8)) }

  /// Writes to standard error, which comes with the output unless somebody wants it apart.
  package func emitError(_ text: String) { Array(text.utf8).withUnsafeBytes(onErrors ?? onOutput) }

  /// Ends a child that waits; nothing when it has ended.
  package func end(_ ending: ProcessReport.Ending = .exited(code: 0)) {
    state.update { $0.ending = $0.ending ?? ending }
  }

  package func report() async -> ProcessReport {
    deliverScript()
    if case .ends(let ending) = script.course { end(ending) }
    await state.wait { $0.ending != nil }
    return ProcessReport(
      ending: state.value.ending ?? .signalled(StopSignal.kill.rawValue), cpuTime: script.cpuTime,
      peakMemoryByteCount: script.peakMemoryByteCount)
  }

  package func signalTree(_ signal: StopSignal) {
    let response = signal == .kill ? nil : script.responses[signal]
    state.update { state in
      state.signals.append(signal)
      if signal == .kill { state.hasSurvivors = false }
      guard state.ending == nil else { return }
      switch response ?? .ends(.signalled(signal.rawValue)) {
      case .ends(let ending): state.ending = ending
      case .ignores: break
      }
    }
  }

  /// What was typed to it.
  package var typed: String { String(decoding: state.value.typed, as: UTF8.self) }
  /// The last size that its terminal was given; `nil` for the first one.
  package var terminalSize: Size? { state.value.terminalSize }

  package func type(_ bytes: [UInt8]) { state.update { $0.typed += bytes } }

  package func resizeTerminal(rowCount: Int, columnCount: Int) {
    state.update { $0.terminalSize = Size(rowCount: rowCount, columnCount: columnCount) }
  }

  package var isTreeGone: Bool { livingProcesses().isEmpty }

  package func livingProcesses() -> [ProcessDescription] {
    let state = state.value
    let leader = request.arguments.joined(separator: " ")
    let commands =
      (state.ending == nil ? [leader] + script.descendants : []) + (state.hasSurvivors ? script.survivors : [])
    return commands.enumerated().map { ProcessDescription(processID: processID + Int32($0), command: $1) }
  }

  private func deliverScript() {
    let isFirst = state.update { state in
      defer { state.isDelivering = true }
      return !state.isDelivering
    }
    guard isFirst else { return }
    for piece in script.output { deliver(piece) }
    state.update { $0.hasDelivered = true }
  }

  private func deliver(_ bytes: [UInt8]) { bytes.withUnsafeBytes(onOutput) }
}
