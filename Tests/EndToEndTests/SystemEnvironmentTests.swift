import Host
import Testing

/// Environments that are there already.
@Suite struct SystemEnvironmentTests {
  private func place() async throws -> Workplace {
    let place = try Workplace()
    let python = try #require(Program.find("python3"), "there is no python3")
    let child = try Program.host.processes.start(
      ProcessRequest(
        executable: python, arguments: ["python3", "-m", "venv", "--without-pip", "mine"],
        workingDirectory: place.project, environment: Program.variables(home: place.home))
    ) { _ in }
    #expect(await child.report().ending == .exited(code: 0))
    try place.writeTinyProject("wee", in: ".")
    try place.write(
      """
      [tox]
      env_list = here, there, gone
      [envdef:{here,there,gone}]
      kind = system
      attach =
        there: mine
        gone: nowhere
      [packagedef:wheel]
      [testenv]
      deps = never-installed-by-swtox
      commands = python3 -c "import os, sys; print(sys.prefix, os.environ.get('VIRTUAL_ENV'), os.environ.get('MINE'))"
      pass_env = MINE

      """, to: "tox.ini")
    return place
  }

  @Test func `commands run in the calling environment or in the one that is named, which stays as it is`() async throws
  {
    let place = try await place()
    let before = try Program.host.files.list("\(place.project)/mine")
    let run = try await place.run(
      "--headless", "--output", "all", "-e", "here,there", variables: ["MINE": "1", "VIRTUAL_ENV": "/outer"])
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("\(place.project)/mine \(place.project)/mine 1\n"), "\(run.output)")
    #expect(run.output.contains(" /outer 1\n"), "\(run.output)")
    #expect(try Program.host.files.list("\(place.project)/mine") == before)
    let gone = try await place.run("--headless", "-e", "gone")
    #expect(gone.code == 3 && gone.output.contains("there is no environment"), "\(gone.output)")
    let again = try await place.run("--headless", "-r", "-e", "there")
    #expect(again.code == 0 && Program.host.files.exists("\(place.project)/mine/pyvenv.cfg"), "\(again.output)")
    let explained = try await place.run("explain", "there", "kind")
    #expect(explained.output.hasPrefix("kind of there\n  value      system\n"), "\(explained.output)")
  }

  @Test func `a plan tells what it would change that is not ours`() async throws {
    let place = try await place()
    let text = try place.read("tox.ini") + "[testenv:here]\npackage = wheel\n[testenv:there]\npackage = wheel\n"
    try place.write(text, to: "tox.ini")
    let plan = try await place.run("plan", "-e", "here,there")
    #expect(plan.output.contains("install wheel into the calling environment, by python3"), "\(plan.output)")
    #expect(plan.output.contains("install wheel into virtual environment "), "\(plan.output)")
  }

  @Test(.enabled(if: Program.find("uv") != nil, "there is no uv"))
  func `a package goes in only where the environment's own key asks for it`() async throws {
    let place = try await place()
    let check = "-c", code = "import wee; print(wee.WHO)"
    let without = try await place.run("exec", "-e", "there", "--", "python", check, code)
    #expect(without.code == 1 && without.output.contains("No module named 'wee'"), "\(without.output)")
    let text = try place.read("tox.ini") + "[testenv:there]\npackage = wheel\ncommands = python -c \"\(code)\"\n"
    try place.write(text, to: "tox.ini")
    let with = try await place.run("--headless", "--output", "all", "-e", "there", variables: ["UV_NO_INDEX": "1"])
    #expect(with.code == 0 && with.output.contains("\nwee\n"), "\(with.output)")
    let again = try await place.run("plan", "--tree", "-e", "there")
    #expect(again.output.contains("reuse: wheel unchanged"), "\(again.output)")
  }
}
