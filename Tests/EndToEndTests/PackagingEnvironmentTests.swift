import Testing

/// The environment in which tox builds packages: its variables, requirements and interpreter.
@Suite struct PackagingEnvironmentTests {
  @Test(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
  func `a build sees what the packaging environment sets`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("one", in: ".")
    try place.write(TinyBackend.code + "\nassert os.environ['MADE_OF'] == 'wood'\n", to: "tiny.py")
    let text =
      "[testenv]\npackage = wheel\ncommands = python -c \"import one\"\n[testenv:a]\n[testenv:.pkg]\nset_env = MADE_OF = "
    try place.write("\(text)wood\n", to: "tox.ini")
    let run = try await place.run("--headless", "-e", "a")
    #expect(run.code == 0, "\(run.output)")
    let again = try await place.run("--headless", "-e", "a")
    #expect(again.code == 0 && !again.output.contains("package:wheel: built"), "\(again.output)")
    // What a build was made from has changed.
    try place.write("\(text)stone\n", to: "tox.ini")
    let other = try await place.run("--headless", "-e", "a")
    #expect(other.code != 0 && other.output.contains("package:wheel error"), "\(other.output)")
  }
}
