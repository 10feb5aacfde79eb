import Glibc
import Host
import Testing

/// What may go wrong with processes, and that nothing is left then.
@Suite struct FaultTests {
  private static let short = ["interrupt_timeout = 0.2", "terminate_timeout = 0.2"]
  private static let long = ["interrupt_timeout = 300", "terminate_timeout = 300"]
  private static let polite = "echo up; sleep 1000"
  private static let stubborn = "trap '' INT TERM HUP; echo up; while :; do sleep 1000; done"
  /// A process that forks twice, changes its session, and ignores what can be ignored.
  private static let daemon = """
    sh -c 'setsid sh -c "trap \\"\\" INT TERM HUP; : > daemon.up; while :; do sleep 1000; done" &' &
    while [ ! -e daemon.up ]; do sleep 0.02; done

    """

  @Test func `Ctrl-C ends commands that obey`() async throws {
    let scene = try FaultScene(Self.daemon + Self.polite, keys: Self.short)
    let child = try await scene.started()
    kill(child.processID, SIGINT)
    #expect(await scene.ending(of: child) == .exited(code: 130))
    #expect(scene.living().map(\.name) == [])
    #expect(scene.output.text.contains("stopped: Ctrl-C"))
  }

  @Test func `a second Ctrl-C kills at once what ignores the first`() async throws {
    let scene = try FaultScene(Self.daemon + Self.stubborn, keys: Self.long)
    let child = try await scene.started()
    kill(child.processID, SIGINT)
    try await until("stopping: Ctrl-C", in: { scene.output.text })
    kill(child.processID, SIGINT)
    #expect(await scene.ending(of: child) == .exited(code: 130))
    #expect(scene.living().map(\.name) == [])
    #expect(scene.output.text.contains("then KILL: "))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `other requests to end are obeyed too, whatever the commands ignore`(signal: Int32) async throws {
    let scene = try FaultScene(Self.daemon + Self.stubborn, keys: Self.short)
    let child = try await scene.started()
    kill(child.processID, signal)
    #expect(await scene.ending(of: child) == .exited(code: signal == SIGHUP ? 129 : 143))
    #expect(scene.living().map(\.name) == [])
  }

  @Test(arguments: [Self.polite, Self.stubborn])
  func `a program that is killed takes its commands with it`(script: String) async throws {
    let scene = try FaultScene(Self.daemon + script, keys: Self.short)
    let child = try await scene.started()
    kill(child.processID, SIGKILL)
    #expect(await scene.ending(of: child) == .signalled(SIGKILL))
    try await scene.waitUntilNothingIsLeft()
  }

  @Test func `wardens go on without their keeper when the program is killed`() async throws {
    let scene = try FaultScene(Self.daemon + Self.stubborn, keys: Self.short)
    let child = try await scene.started()
    for keeper in scene.processIDs(named: "swtox-keeper") { kill(keeper, SIGKILL) }
    kill(child.processID, SIGKILL)
    _ = await scene.ending(of: child)
    try await scene.waitUntilNothingIsLeft()
  }

  @Test func `commands of a killed program have the time that the environment says`() async throws {
    let script = "trap 'sleep 0.3; echo saved > saved; exit' INT; echo up; while :; do sleep 0.05; done"
    let scene = try FaultScene(script, keys: Self.long)
    let child = try await scene.started()
    kill(child.processID, SIGKILL)
    try await scene.waitUntilNothingIsLeft()
    #expect(try scene.place.read("saved") == "saved\n")
  }

  @Test func `a command whose warden is killed has failed, and all of it is killed`() async throws {
    let scene = try FaultScene(Self.daemon + Self.stubborn, keys: Self.long)
    let child = try await scene.started()
    let wardens = scene.processIDs(named: "swtox-warden")
    #expect(wardens.count == 1)
    for warden in wardens { kill(warden, SIGKILL) }
    #expect(await scene.ending(of: child) == .exited(code: 1))
    #expect(scene.living().map(\.name) == [])
    #expect(scene.output.text.contains("ended by signal 9"))
    let journal = try scene.place.read(".swtox/runs/1/journal.jsonl")
    #expect(journal.contains("the swtox-warden of the command was killed, and the command with it"))
  }

  @Test func `a killed keeper is replaced`() async throws {
    let scene = try FaultScene(
      "if [ -e second ]; then exit 0; fi; : > second; echo up; while [ ! -e go ]; do sleep 0.02; done",
      names: ["a", "b"])
    let child = try scene.start("--jobs", "1")
    try await until("│ up", in: { scene.output.text })
    for keeper in scene.processIDs(named: "swtox-keeper") { kill(keeper, SIGKILL) }
    try scene.place.write("", to: "go")
    #expect(await scene.ending(of: child) == .exited(code: 0))
    #expect(scene.output.text.contains("2 environments: 2 passed"))
    try await scene.waitUntilNothingIsLeft()
  }

  @Test func `a daemon that a command leaves behind is told and ended before the next one`() async throws {
    let scene = try FaultScene(Self.daemon, keys: Self.short)
    let child = try scene.start()
    #expect(await scene.ending(of: child) == .exited(code: 0))
    #expect(scene.living().map(\.name) == [])
    #expect(scene.output.text.contains("the command left processes behind, ending them: sh -c trap"))
  }

  @Test func `500 processes of a command end with it`() async throws {
    let script = "i=0; while [ $i -lt 500 ]; do sleep 1000 & i=$((i + 1)); done; echo up; wait"
    // What a shell starts in the background ignores INT.
    let scene = try FaultScene(script, keys: Self.short)
    let child = try await scene.started()
    #expect(scene.processIDs(named: "sleep").count == 500)
    kill(child.processID, SIGINT)
    #expect(await scene.ending(of: child) == .exited(code: 130))
    #expect(scene.living().map(\.name) == [])
  }

  @Test func `more commands than descriptors run at once, and each has the limit that we were given`() async throws {
    let count = 120
    let script = """
      ulimit -Sn
      : > started.$$
      while [ ! -e go ]; do sleep 0.2; done
      """
    let names = (1...count).map { "e\($0)" }
    let scene = try FaultScene(script, names: names)
    let child = try scene.start("--jobs", "\(count)", by: "ulimit -Sn 256; exec \"$0\" \"$@\"")
    let project = scene.place.project
    try await until(
      "\(count) started",
      in: {
        let started = try Program.host.files.list(project).count { $0.hasPrefix("started.") }
        return "\(started) started\n\(scene.output.text)"
      })
    try scene.place.write("", to: "go")
    #expect(await scene.ending(of: child) == .exited(code: 0), "\(scene.output.text.suffix(1000))")
    #expect(scene.output.text.split(separator: "\n").count { $0.hasSuffix("│ 256") } == count)
    #expect(scene.living().map(\.name) == [])
  }

  @Test func `a kernel that gives no namespaces is told, with what to do`() async throws {
    let scene = try FaultScene(Self.polite, keys: ["isolate = pid"])
    // Within a namespace of users that may have none below it, nobody can make one.
    let limit = "echo 0 > /proc/sys/user/max_user_namespaces && echo 0 > /proc/sys/user/max_pid_namespaces"
    let line = "unshare -Ur bash -c '\(limit) && exec \"$0\" \"$@\"' \"$0\" \"$@\" || exit $?"
    let child = try scene.start(by: line)
    let ending = await scene.ending(of: child)
    if scene.output.text.contains("unshare failed") { return }
    #expect(ending == .exited(code: 1), "\(scene.output.text)")
    #expect(scene.output.text.contains("the kernel refuses 'isolate = pid': no space left on device; allow user"))
    #expect(scene.output.text.contains("or set 'isolate = none'"))
  }
}
