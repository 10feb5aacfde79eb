import Host
import Testing

@Suite(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
struct SecretTests {
  private static let configuration = """
    [tox]
    env_list = a
    no_package = true
    secret_names = *LICENCE*
    secret_values = {env:SWTOX_TEST_HOST:build.internal}
    [testenv]
    allowlist_externals = sh
    set_env =
      MY_LICENCE = lic-12345
      DEPLOY_TOKEN = abc
      OTHER = x{env:CI_TOKEN:}x
    commands = sh -c 'printf "one lic-"; sleep 0.1; echo "12345 build.internal"; exit 1' {posargs}
    """

  @Test func `secrets are in no output, log or journal`() async throws {
    let place = try Workplace()
    try place.write(Self.configuration, to: "tox.ini")
    let run = try await place.run("--headless", "--output", "all", "--", "--key=lic-12345")
    #expect(run.code == 1)
    #expect(run.output.contains("one *** ***\n"))
    #expect(run.output.contains("-- --key=***"))
    for name in ["a.commands.log", "journal.jsonl"] {
      let text = try place.read(".swtox/runs/1/\(name)")
      #expect(!text.contains("lic-12345") && !text.contains("build.internal"), "\(name)")
    }
    let replay = try await place.run("replay", "--headless")
    #expect(!replay.output.contains("lic-12345"))
  }

  @Test func `settings are shown without secrets, but under tox's words`() async throws {
    let place = try Workplace()
    try place.write(Self.configuration, to: "tox.ini")
    let config = try await place.run("config", "-e", "a", "-k", "set_env", "secret_values", "--core")
    #expect(config.output.contains("MY_LICENCE=***\n"))
    #expect(config.output.contains("DEPLOY_TOKEN=***\n"))
    #expect(config.output.contains("secret_values = ***\n"))
    let json = try await place.run("config", "-e", "a", "-k", "set_env", "--format", "json")
    #expect(json.output.contains("\"DEPLOY_TOKEN\": \"***\""))
    let explained = try await place.run("explain", "a", "set_env")
    #expect(explained.output.contains("DEPLOY_TOKEN = ***"))
    #expect(!explained.output.contains("lic-12345") && !explained.output.contains("= abc"))
    let plan = try await place.run("plan", "--recipe", "--", "lic-12345")
    #expect(!plan.output.contains("lic-12345"))
    let run = try await place.run("--style", "tox", "run", "-e", "a")
    #expect(run.output.contains("one *** ***\n"))
    let tox = try await place.run("--style", "tox", "config", "-e", "a", "-k", "set_env")
    #expect(tox.output.contains("MY_LICENCE=lic-12345\n"))
  }

  @Test func `a run whose arguments were secret is resumed with them said again`() async throws {
    let place = try Workplace()
    try place.write(Self.configuration, to: "tox.ini")
    try place.write(Self.configuration.replacing("env_list = a", with: "env_list = a, b"), to: "tox.ini")
    _ = try await place.run("--headless", "-j", "1", "--max-fail", "1", "--", "lic-12345")
    let refused = try await place.run("resume", "--headless")
    #expect(refused.code == 2)
    #expect(refused.output.contains("had secrets in its arguments"))
    let resumed = try await place.run("resume", "--headless", "--", "lic-12345")
    #expect(resumed.output.contains("2 environments: 2 failed"))
  }
}
