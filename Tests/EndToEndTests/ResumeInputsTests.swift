import Glibc
import Host
import Testing

/// Runs that are finished after what they tested has changed, or from elsewhere.
@Suite struct ResumeInputsTests {
  private static let configuration = """
    [tox]
    env_list = a, b, plain
    [envdef:here]
    kind = system
    match = *
    [packagedef:core]
    builder = command
    commands = cp core.src core.out
    artifact = core.out
    inputs = core.src
    match = name:none
    [testenv]
    package = skip
    allowlist_externals = *
    interrupt_timeout = 0.1
    terminate_timeout = 0.1
    commands =
      !plain: sh command.sh {env_name} {package:core}
      plain: sh command.sh {env_name}

    """

  /// Each environment tells what it ran with; `b` waits for a file that is not there at first.
  private static let script = """
    cat "${2:-/dev/null}" >> "$HERE/ran.$1"
    echo >> "$HERE/ran.$1"
    if [ "$1" = b ] && [ ! -e "$HERE/go" ]; then : > "$HERE/up"; sleep 1000; fi
    """

  /// A run that was killed in `b`, after `a` and `plain` had passed.
  private func interrupted(_ arguments: [String] = [], configuration: String = configuration) async throws -> Workplace
  {
    let place = try Workplace()
    try place.write(Self.script.replacing("$HERE", with: place.project), to: "command.sh")
    try place.write("one", to: "core.src")
    try place.write(configuration, to: "tox.ini")
    let child = try place.start(["--headless", "--jobs", "1", "-e", "a,plain,b"] + arguments)
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    kill(child.processID, SIGKILL)
    _ = await child.report()
    try place.write("", to: "go")
    return place
  }

  private func ran(_ name: String, _ place: Workplace) throws -> [String] {
    try place.read("ran.\(name)").split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  @Test func `what was tested with a package of other sources is tested again`() async throws {
    let place = try await interrupted()
    try place.write("two", to: "core.src")
    let ending = try await place.run("resume", "--headless")
    #expect(ending.code == 0, "\(ending.output)")
    #expect(ending.output.contains("2 of 3 environments had passed"), "\(ending.output)")
    #expect(ending.output.contains("again: a (build core: core.src changed)"), "\(ending.output)")
    #expect(try ran("a", place) == ["one", "two"])
    #expect(try ran("b", place) == ["one", "two"])
    #expect(try ran("plain", place).count == 1)
  }

  @Test func `a package that another run has built anew counts as another, and a kept result keeps its own`()
    async throws
  {
    let place = try await interrupted()
    // Resumed and broken off again: what is known of `a` goes on from run to run.
    try Program.host.files.remove("\(place.project)/go")
    try Program.host.files.remove("\(place.project)/up")
    let child = try place.start(["resume", "--headless"])
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    kill(child.processID, SIGKILL)
    _ = await child.report()
    try place.write("", to: "go")
    try place.write("two", to: "core.src")
    let other = try await place.run("--headless", "-e", "b")
    #expect(other.code == 0, "\(other.output)")
    let ending = try await place.run("resume", "2", "--headless")
    #expect(ending.code == 0 && ending.output.contains("again: a (package 'core' changed)"), "\(ending.output)")
    #expect(try ran("a", place) == ["one", "two"])
    #expect(try ran("plain", place).count == 1)
  }

  @Test func `nothing runs again where nothing changed, be it touched`() async throws {
    let place = try await interrupted(["--rebuild"])
    try place.write("two", to: "core.src")
    try place.write("one", to: "core.src")
    let ending = try await place.run("resume", "--headless")
    #expect(ending.code == 0 && !ending.output.contains("again:"), "\(ending.output)")
    #expect(try ran("a", place) == ["one"])
  }

  @Test func `the places of the run are taken, and the number of jobs may be another`() async throws {
    let place = try await interrupted(["--workdir", "work", "-c", "tox.ini", "--limit", "test=1", "--limit", "setup=3"])
    let ending = try await place.bash(
      "mkdir ../elsewhere; cd ../elsewhere; \(Program.path) resume --headless --workdir ../project/work -j 2 --limit test=2 2>&1"
    )
    #expect(ending.code == 0, "\(ending.output)")
    #expect(ending.output.contains("2 jobs") && ending.output.contains("3 passed"), "\(ending.output)")
    let journal = try place.read("work/runs/2/journal.jsonl")
    #expect(journal.contains(#""--limit","setup=3","--limit","test=2","--jobs","2"]"#), "\(journal.prefix(900))")
    #expect(journal.contains(#""conf":"\#(place.project)/tox.ini","workdir":"\#(place.project)/work""#))
    let refused = try await place.run("resume", "--headless", "--workdir", "work", "--limit", "test")
    #expect(refused.code == 2 && refused.output.contains("--limit 'test' sets nothing"), "\(refused.output)")
  }
}
