import Host
import Testing

@Suite(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
struct BuildServiceOutputTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = a, b, c
      no_package = true
      [testenv]
      kind = system
      allowlist_externals = sh
      change_dir = {tox_root}/src
      error_patterns =
        ^KO (?<message>.+) in (?<file>\\S+) line (?<line>\\d+)
      commands =
        a: sh -c 'sleep 0.5; echo from a'
        b: sh -c 'echo from b; echo "KO 100%% wrong in x.cfg line 12"; exit 3'
        c: sh -c 'echo "src/a.c:3:7: error: no"; exit 1'
      """, to: "tox.ini")
    try Program.host.files.createDirectory("\(place.project)/src")
    return place
  }

  @Test func `failures are marked in the sources, and output is grouped in the plan's order`() async throws {
    let place = try place()
    let run = try await place.run(
      "--headless", "--output", "all", "-j", "3",
      variables: ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": place.project])
    #expect(run.code == 1)
    let mark = "::error file=src/x.cfg,line=12,title=b%3A exit code 3 from"
    #expect(run.output.contains(mark), "\(run.output)")
    #expect(run.output.contains("::error file=src/src/a.c,line=3,col=7,title=c"), "\(run.output)")
    let groups = run.output.split(separator: "\n").filter { $0.hasPrefix("::group::") }
    #expect(groups == ["::group::a · run", "::group::b · run", "::group::c · run"])
    let plain = try await place.run("--headless", "--ci", "none", "-e", "b", variables: ["GITHUB_ACTIONS": "true"])
    #expect(!plain.output.contains("::"))
  }

  @Test func `the quiet hear of failures alone, the quietest nothing`() async throws {
    let place = try place()
    let good = try await place.run("--headless", "-q", "-e", "a")
    #expect(good.output.hasPrefix("1 environment: 1 passed in"), "\(good.output)")
    let bad = try await place.run("--headless", "-qq", "-e", "b")
    #expect(bad.output.isEmpty && bad.code == 1, "\(bad.output)")
    let loud = try await place.run("--headless", "-v", "-e", "a")
    #expect(loud.output.contains("  a: $ sh -c 'sleep 0.5; echo from a'\n"), "\(loud.output)")
    #expect(loud.output.contains("  a: exit code 0 in "))
  }

  @Test func `a silent run says that it goes on`() async throws {
    let place = try place()
    let run = try await place.run(
      "--headless", "--heartbeat", "1", "-e", "a", "-x", "testenv:a.commands=sh -c \"sleep 2.5\"")
    #expect(run.output.contains("still running after "), "\(run.output)")
    #expect(run.output.contains("0/1 done: a run for "))
    let refused = try await place.run("--headless", "--heartbeat", "-1")
    #expect(refused.code == 2)
  }
}
