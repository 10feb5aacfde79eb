/// What a child process is to be.
package struct ProcessRequest: Hashable, Sendable {
  /// Where its output goes on the way to us; there is never anything to read for it.
  package enum Channel: Hashable, Sendable {
    /// A pseudo-terminal to write to: programs flush lines and colour as if watched. It controls no process: nobody
    /// types, and what asks by `/dev/tty` is told so instead of waiting; unless the request says that it takes input.
    case terminal(rowCount: Int, columnCount: Int)
    /// A pipe.
    case pipe
  }

  /// How long the tree has after each signal when this process is gone and nobody else ends it.
  package struct OrphanPatience: Hashable, Sendable {
    package var afterInterrupt: Duration
    package var afterTerminate: Duration

    package init(afterInterrupt: Duration = .seconds(3), afterTerminate: Duration = .seconds(2)) {
      self.afterInterrupt = afterInterrupt
      self.afterTerminate = afterTerminate
    }
  }

  /// A named pipe that the process has open for reading and writing, by a descriptor and the next one.
  package struct Tokens: Hashable, Sendable {
    package var path: String
    package var descriptor: Int32

    package init(path: String, descriptor: Int32) {
      self.path = path
      self.descriptor = descriptor
    }
  }

  /// The absolute path of the program.
  package var executable: String
  /// The whole argument vector, the program's own name first.
  package var arguments: [String]
  package var workingDirectory: String
  package var environment: [String: String]
  package var channel: Channel
  /// Whether the terminal is its standard input too and controls it, so that somebody can type to it.
  package var takesInput = false
  package var orphanPatience: OrphanPatience
  /// Whether it sees no processes but its own, and the kernel ends all of them with it.
  package var isolatesProcesses: Bool
  package var tokens: Tokens?

  package init(
    executable: String, arguments: [String], workingDirectory: String, environment: [String: String],
    channel: Channel = .pipe, orphanPatience: OrphanPatience = OrphanPatience(), isolatesProcesses: Bool = false
  ) {
    self.executable = executable
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.environment = environment
    self.channel = channel
    self.orphanPatience = orphanPatience
    self.isolatesProcesses = isolatesProcesses
  }
}

/// How a child ended and what it used.
package struct ProcessReport: Hashable, Sendable {
  /// Whether the leader ended by itself or by a signal, whose number is given.
  package enum Ending: Hashable, Sendable {
    case exited(code: Int32)
    case signalled(Int32)
  }

  package var ending: Ending
  /// Of the child and all of its tree that had ended by then, in the kernel and outside.
  package var cpuTime: Duration
  /// The part of it that was spent in the kernel.
  package var systemTime: Duration?
  /// The largest resident set of one process; some MB at least, which a process has before it runs its own program.
  package var peakMemoryByteCount: Int
  /// What system calls read, files and pipes alike; `nil` where the kernel does not say.
  package var readByteCount: Int?
  package var writtenByteCount: Int?
  /// Whether what watched over it was killed, and it with that.
  package var isLost = false

  package init(
    ending: Ending, cpuTime: Duration = .zero, systemTime: Duration? = nil, peakMemoryByteCount: Int = 0,
    readByteCount: Int? = nil, writtenByteCount: Int? = nil
  ) {
    self.ending = ending
    self.cpuTime = cpuTime
    self.systemTime = systemTime
    self.peakMemoryByteCount = peakMemoryByteCount
    self.readByteCount = readByteCount
    self.writtenByteCount = writtenByteCount
  }
}

/// Why a child could not be started.
package struct ProcessStartError: Error, Hashable, Sendable {
  package var executable: String
  /// The `errno` value.
  package var code: Int32
  package var reason: String

  package init(executable: String, code: Int32, reason: String) {
    self.executable = executable
    self.code = code
    self.reason = reason
  }
}

/// A signal to a whole process tree, mildest first.
package enum StopSignal: Int32, Hashable, Sendable, CaseIterable {
  case interrupt = 2
  case terminate = 15
  case kill = 9
}

/// One process of a tree, as the process table shows it.
package struct ProcessDescription: Hashable, Sendable {
  package var processID: Int32
  package var command: String

  package init(processID: Int32, command: String) {
    self.processID = processID
    self.command = command
  }
}

/// A running child, leader of its own session.
package protocol ChildProcess: AnyObject, Sendable {
  var processID: Int32 { get }
  /// Waits for the end of the process and of its output; every byte has been delivered before it returns.
  ///
  /// A descendant that keeps the output open delays this by at most half a second after the leader's end.
  func report() async -> ProcessReport
  /// Has a signal sent to the process and to every descendant, those that left its session among them.
  ///
  /// Returns before they have it. A kill is repeated until nothing is left.
  func signalTree(_ signal: StopSignal)
  /// Types bytes to a process whose terminal takes input; what does not fit into the terminal's buffer is lost.
  func type(_ bytes: [UInt8])
  /// Gives its terminal another size, of which its programs are told.
  func resizeTerminal(rowCount: Int, columnCount: Int)
  /// Whether nothing of the tree lives any more; costs nothing to ask.
  var isTreeGone: Bool { get }
  /// The processes of the tree that still live, the leader first.
  func livingProcesses() -> [ProcessDescription]
}

extension ChildProcess {
  /// Nobody types where there is no terminal.
  package func type(_ bytes: [UInt8]) {}
  /// Without a terminal there is nothing to size.
  package func resizeTerminal(rowCount: Int, columnCount: Int) {}
}

/// Takes output of a child as it comes; the bytes are valid during the call only, and it must not block for long.
package typealias OutputReceiver = @Sendable (UnsafeRawBufferPointer) -> Void

/// Starts child processes.
package protocol ProcessHost: Sendable {
  /// Starts a child whose output is handed over as it comes, in order, from one thread.
  ///
  /// - Parameters:
  ///   - onOutput: Takes standard output.
  ///   - onErrors: Takes standard error, which then has a channel of its own: what was written to both within a moment
  ///     may come in another order. `nil` leads both to `onOutput`, in the order written.
  func start(
    _ request: ProcessRequest, onOutput: @escaping OutputReceiver, onErrors: OutputReceiver?
  ) throws(ProcessStartError) -> any ChildProcess
}

extension ProcessHost {
  /// Starts a child whose streams come together, in the order written.
  package func start(
    _ request: ProcessRequest, onOutput: @escaping OutputReceiver
  ) throws(ProcessStartError) -> any ChildProcess { try start(request, onOutput: onOutput, onErrors: nil) }
}
