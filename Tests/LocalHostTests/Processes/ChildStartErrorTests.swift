import Glibc
import Host
import LocalHost
import Testing

@Suite struct ChildStartErrorTests {
  private func error(_ request: ProcessRequest) -> ProcessStartError? {
    #expect(throws: ProcessStartError.self) { try Shell.start(request) }
  }

  private func request(_ executable: String, arguments: [String] = ["x"]) -> ProcessRequest {
    ProcessRequest(executable: executable, arguments: arguments, workingDirectory: "/", environment: [:])
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `a missing program is named with its reason`(channel: ProcessRequest.Channel) {
    var request = request("/nowhere/python")
    request.channel = channel
    #expect(
      error(request)
        == ProcessStartError(executable: "/nowhere/python", code: ENOENT, reason: "no such file or directory"))
  }

  @Test func `a missing working directory is told from a missing program`() {
    let error = error(Shell.request("true", directory: "/nowhere/at/all"))
    #expect(error?.code == ENOENT)
    #expect(error?.reason == "working directory '/nowhere/at/all': no such file or directory")
  }

  @Test func `a file as working directory is refused`() {
    #expect(error(Shell.request("true", directory: "/etc/passwd"))?.code == ENOTDIR)
  }

  @Test func `a file without permission is not run`() {
    #expect(
      error(request("/etc/passwd"))
        == ProcessStartError(executable: "/etc/passwd", code: EACCES, reason: "permission denied"))
  }

  @Test func `a script whose interpreter is missing says which`() throws {
    let folder = try TemporaryFolder()
    try folder.write("#! /gone/bin/python3 -E\nprint(1)\n", to: "script")
    chmod(folder["script"], 0o755)
    let error = error(request(folder["script"]))
    #expect(error?.code == ENOENT)
    #expect(error?.reason == "its interpreter '/gone/bin/python3' does not exist")
  }

  @Test func `a script that was written this moment can be run while others start`() async throws {
    let folder = try TemporaryFolder()
    try await withThrowingTaskGroup(of: ProcessReport.Ending.self) { group in
      for number in 0..<40 {
        group.addTask {
          let path = folder["script-\(number)"]
          try folder.files.write(Array("#!/bin/sh\nexit 9\n".utf8), to: path)
          chmod(path, 0o755)
          let request = ProcessRequest(
            executable: path, arguments: [path], workingDirectory: "/", environment: [:])
          return try await Shell.run(request).report.ending
        }
      }
      for try await ending in group { #expect(ending == .exited(code: 9)) }
    }
  }

  @Test func `an argument with a NUL byte is refused`() {
    let error = error(request("/bin/true", arguments: ["true", "a\0b"]))
    #expect(error?.code == EINVAL)
    #expect(error?.reason == "the program, an argument or a variable holds a NUL byte")
  }
}
