import Host
import LocalHost

/// Children that run a line of `/bin/sh`.
enum Shell {
  static let terminal = ProcessRequest.Channel.terminal(rowCount: 33, columnCount: 101)

  static func request(
    _ script: String, channel: ProcessRequest.Channel = .pipe, directory: String = "/",
    variables: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) -> ProcessRequest {
    ProcessRequest(
      executable: "/bin/sh", arguments: ["sh", "-c", script], workingDirectory: directory, environment: variables,
      channel: channel)
  }

  /// Starts the request on the reader thread that all tests share.
  static func start(
    _ request: ProcessRequest, onOutput: @escaping OutputReceiver = { _ in }, onErrors: OutputReceiver? = nil
  ) throws -> any ChildProcess {
    try LocalMachine.host().processes.start(request, onOutput: onOutput, onErrors: onErrors)
  }

  /// Runs to the end; the report and all of the output.
  static func run(_ request: ProcessRequest) async throws -> (report: ProcessReport, output: String) {
    let log = OutputLog()
    let report = try await start(request, onOutput: log.append).report()
    return (report, log.text)
  }
}
