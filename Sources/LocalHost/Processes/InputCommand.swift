import CProcess
import Glibc
package import Host

/// A program that is given bytes to read, away from the terminal and from what watches over commands: what it leaves behind
/// lives on, as programs do that keep a clipboard.
package struct InputCommand {
  private let request: ProcessRequest

  /// - Parameter request: Its channel does not count: nobody sees its output.
  package init(_ request: ProcessRequest) { self.request = request }

  /// Starts it and waits for its end; blocks.
  ///
  /// - Parameters:
  ///   - input: All that it can read.
  ///   - limit: How long it may take; it is killed after that.
  /// - Returns: Its exit code; `nil` when a signal or the time ended it.
  package func run(reading input: [UInt8], within limit: Duration) throws(ProcessStartError) -> Int32? {
    guard let file = Self.file(with: input) else { throw ProcessStartError(request, code: errno) }
    let process = try AwaitedProcess(request, isApart: true) { actions in
      posix_spawn_file_actions_adddup2(&actions, file.number, STDIN_FILENO)
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
      return posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    if let ending = process.ending(within: limit) { return ending.exitCode }
    kill(process.processID, SIGKILL)
    _ = process.ending(within: .seconds(3600))
    return nil
  }

  /// A file without a name that holds the bytes, at its start; `nil` with `errno` where none can be made.
  private static func file(with bytes: [UInt8]) -> Descriptor? {
    let number = cprocess_memory_file()
    guard number >= 0 else { return nil }
    let file = Descriptor(number)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
      if count <= 0 { return nil }
      rest = rest.dropFirst(count)
    }
    return lseek(number, 0, SEEK_SET) == 0 ? file : nil
  }
}

extension ForegroundCommand.Ending {
  /// `nil` for what a signal or the time ended.
  fileprivate var exitCode: Int32? { if case .exited(let code) = self { code } else { nil } }
}
