import Glibc
import Host
import LocalHost
import Testing

@Suite struct ChildSurroundingsTests {
  @Test func `a terminal child has a terminal of the requested size for its output, and nothing to read`() async throws
  {
    let script = """
      test -t 0 || test -t 1 && test -t 2 && echo yes; cat; stty size <&1; tty <&2 | cut -c1-9
      (: < /dev/tty) 2> /dev/null || echo detached
      """
    let output = try await Shell.run(Shell.request(script, channel: Shell.terminal)).output
    #expect(output == "yes\n33 101\n/dev/pts/\ndetached\n")
  }

  /// What waits for somebody to type, or is stopped as a terminal's job that is not in front, would last for ever.
  @Test(
    .timeLimit(.minutes(2)), arguments: [ProcessRequest.Channel.pipe, Shell.terminal],
    [
      "read answer < /dev/tty; echo done",
      "python3 -c 'import getpass; getpass.getpass()'; echo done",
      "python3 -c 'import sys; sys.stdin.reconfigure(); print(len(sys.stdin.read()))'; echo done",
      "python3 -c 'import os; os.read(2, 1)'; echo done",
      "timeout 60 sh -c 'stty -echo <&1; cat; echo x > /dev/stderr'; echo done",
      "bash -c 'set -m; cat & wait; fg; true'; echo done",
      "echo a > /dev/stdout; read answer < /dev/tty; echo done",
      "script -qec 'echo inner' /dev/null; echo done",
    ])
  func `nothing waits for somebody to type`(channel: ProcessRequest.Channel, script: String) async throws {
    let folder = try TemporaryFolder()
    let output = try await Shell.run(Shell.request(script, channel: channel, directory: folder.path)).output
    #expect(output.contains("done\n"), "\(output.suffix(600))")
  }

  @Test func `a pipe child has no terminal and nothing to read`() async throws {
    let script = "test -t 0 || test -t 1 || test -t 2 || echo none; cat; (: < /dev/tty) 2> /dev/null || echo detached"
    #expect(try await Shell.run(Shell.request(script)).output == "none\ndetached\n")
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `both streams arrive in the order written and as they were`(channel: ProcessRequest.Channel) async throws {
    let script = #"printf 'a\n'; printf 'b\r\n' >&2; printf 'c\t\003\004\033[1m\n'; printf 'd' >&2"#
    let output = try await Shell.run(Shell.request(script, channel: channel)).output
    #expect(output == "a\nb\r\nc\t\u{3}\u{4}\u{1B}[1m\nd")
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `five million bytes arrive complete and unchanged`(channel: ProcessRequest.Channel) async throws {
    let tally = ByteTally()
    let script = "yes 'a line with some length to it' | head -c 5000000"
    let child = try Shell.start(Shell.request(script, channel: channel), onOutput: tally.add)
    #expect(await child.report().ending == .exited(code: 0))
    let line = Array("a line with some length to it\n".utf8)
    let expected = ByteTally()
    let bytes = (0..<5_000_000).map { line[$0 % line.count] }
    bytes.withUnsafeBytes(expected.add)
    #expect(tally.count == 5_000_000)
    #expect(tally.hash == expected.hash)
  }

  @Test func `the environment is exactly the given one`() async throws {
    let variables = ["PATH": "/usr/bin:/bin", "WORDS": "a b=c\nd", "EMPTY": ""]
    let request = ProcessRequest(
      executable: "/usr/bin/env", arguments: ["env", "-0"], workingDirectory: "/", environment: variables)
    let output = try await Shell.run(request).output
    #expect(output.split(separator: "\0").sorted() == ["EMPTY=", "PATH=/usr/bin:/bin", "WORDS=a b=c\nd"])
  }

  @Test func `a child starts in its working directory with only the standard descriptors`() async throws {
    let folder = try TemporaryFolder()
    let output = try await Shell.run(Shell.request("pwd -P; ls /proc/self/fd | wc -l", directory: folder.path)).output
    // `ls` itself opens the folder it lists.
    #expect(output == "\(folder.path)\n4\n")
  }

  @Test func `a child leads a session and a process group of its own`() async throws {
    let log = OutputLog()
    let child = try Shell.start(
      Shell.request("echo self=$$; echo group=$(ps -o pgid= -p $$); echo session=$(ps -o sid= -p $$)"),
      onOutput: log.append)
    _ = await child.report()
    #expect(log.number("self") == child.processID)
    #expect(log.number("group") == child.processID)
    #expect(log.number("session") == child.processID)
  }
}
