import Host
import Testing

/// Children whose standard error is read by itself.
@Suite struct StreamTests {
  private func run(
    _ script: String, channel: ProcessRequest.Channel, isolates: Bool = false
  ) async throws -> (output: String, errors: String) {
    let (output, errors) = (OutputLog(), OutputLog())
    var request = Shell.request(script, channel: channel)
    request.isolatesProcesses = isolates
    let child = try Shell.start(request, onOutput: output.append, onErrors: errors.append)
    #expect(await child.report().ending == .exited(code: 0))
    return (output.text, errors.text)
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `each stream has what was written to it`(channel: ProcessRequest.Channel) async throws {
    let streams = try await run("printf 'a\\n'; printf 'b\\r\\n' >&2; printf c; printf d >&2", channel: channel)
    #expect(streams == ("a\nc", "b\r\nd"))
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `much output of both arrives whole`(channel: ProcessRequest.Channel) async throws {
    let script = "yes out | head -c 400000 & yes err | head -c 400000 >&2; wait"
    let streams = try await run(script, channel: channel)
    #expect(streams.output == String(repeating: "out\n", count: 100_000))
    #expect(streams.errors == String(repeating: "err\n", count: 100_000))
  }

  @Test func `with a terminal both streams are one`() async throws {
    let streams = try await run("test -t 1 && test -t 2 && echo yes", channel: Shell.terminal)
    #expect(streams == ("yes\n", ""))
    let piped = try await run("test -t 2 || echo no >&2", channel: .pipe)
    #expect(piped == ("", "no\n"))
  }

  @Test func `the end of one stream leaves the other open`() async throws {
    let streams = try await run("exec 2>&-; echo out; exec >&-", channel: .pipe)
    #expect(streams == ("out\n", ""))
    let other = try await run("exec >&-; echo err >&2", channel: .pipe)
    #expect(other == ("", "err\n"))
  }

  @Test func `a descendant that keeps standard error open delays the end for a moment only`() async throws {
    let (output, errors) = (OutputLog(), OutputLog())
    let request = Shell.request("sleep 1000 >/dev/null & echo gone >&2")
    let child = try Shell.start(request, onOutput: output.append, onErrors: errors.append)
    #expect(await child.report().ending == .exited(code: 0))
    #expect(errors.text == "gone\n")
    child.signalTree(.kill)
  }

  @Test(.enabled(if: Namespaces.canBeMade, "the kernel gives no namespaces of processes here"))
  func `in a namespace of processes too`() async throws {
    let streams = try await run("echo out; echo err >&2", channel: .pipe, isolates: true)
    #expect(streams == ("out\n", "err\n"))
  }
}
