package import Host

/// What a pretended child does, from its start to its end.
package struct ScriptedProcess: Sendable {
  /// How the child answers a signal.
  package enum Response: Hashable, Sendable {
    case ends(ProcessReport.Ending)
    case ignores
  }

  /// What the child does once its output is out.
  package enum Course: Hashable, Sendable {
    case ends(ProcessReport.Ending)
    /// Lives until a signal ends it or the test calls ``RunningScript/end(_:)``.
    case waits
    /// There is no such child: the start fails.
    case cannotStart(code: Int32, reason: String)
  }

  /// Pieces of output in the order they come.
  package var output: [[UInt8]]
  package var course: Course
  /// Answers to signals other than to die of them; a kill always ends the child.
  package var responses: [StopSignal: Response]
  /// Command lines of descendants that live as long as the child.
  package var descendants: [String]
  /// Command lines of descendants that outlive it until a kill.
  package var survivors: [String]
  package var cpuTime: Duration
  package var peakMemoryByteCount: Int

  package init(
    output: [String] = [], course: Course = .ends(.exited(code: 0)), responses: [StopSignal: Response] = [:],
    descendants: [String] = [], survivors: [String] = [], cpuTime: Duration = .zero, peakMemoryByteCount: Int = 0
  ) {
    self.output = output.map { Array($0.utf8) }
    self.course = course
    self.responses = responses
    self.descendants = descendants
    self.survivors = survivors
    self.cpuTime = cpuTime
    self.peakMemoryByteCount = peakMemoryByteCount
  }

  /// A child that writes and ends with a code.
  package static func exits(_ code: Int32 = 0, output: String...) -> ScriptedProcess {
    ScriptedProcess(output: output, course: .ends(.exited(code: code)))
  }

  /// A child that writes and then lives until it is told to end, whatever the signals it ignores.
  package static func waits(output: String..., ignoring: Set<StopSignal> = []) -> ScriptedProcess {
    ScriptedProcess(
      output: output, course: .waits,
      responses: Dictionary(uniqueKeysWithValues: ignoring.map { ($0, .ignores) }))
  }

  /// A program that cannot be started.
  package static func missing(reason: String = "No such file or directory") -> ScriptedProcess {
    ScriptedProcess(course: .cannotStart(code: 2, reason: reason))
  }
}
