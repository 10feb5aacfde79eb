import CProcess
import Glibc
package import Host

/// Starts real children and reads their output on one thread.
package struct LocalProcesses: ProcessHost {
  private let reader: EventReader

  package init(reader: EventReader) { self.reader = reader }

  /// Starts a child with default signal handling and no descriptors but the standard ones.
  ///
  /// A terminal passes output on as it was written (`\n` stays `\n`) and echoes nothing; with a pipe the child's input
  /// is empty. The closures may be called before this returns.
  package func start(
    _ request: ProcessRequest, onOutput: @escaping OutputReceiver, onErrors: OutputReceiver?
  ) throws(ProcessStartError) -> any ChildProcess {
    let spawned = try SpawnedChild(request, separatesErrors: onErrors != nil)
    let child = LocalChild(spawned, reader: reader, onOutput: onOutput, onErrors: onErrors ?? onOutput)
    do {
      try child.startReading()
    } catch {
      child.abandon()
      throw ProcessStartError(executable: request.executable, code: error.code, reason: error.reason)
    }
    return child
  }
}
