import Glibc
import Host
import Testing

/// Environments of Nix, made by the real one in a store of the test's own.
@Suite(.enabled(if: KindScene.hasNix, "there is no Nix"))
struct NixEnvironmentTests {
  private func configuration(_ keys: String) -> String {
    """
    [tox]
    no_package = true
    env_list = a
    [envdef:nix]
    match = *
    [testenv]
    \(keys)

    """
  }

  @Test func `a shell of Nix is built and captured once, and told from the tests that fail in it`() async throws {
    let scene = try KindScene(
      configuration(
        "nix_file = shell.nix\ncommands = sh -c 'greeter; echo \"$FACTOR $HOOK $IN_NIX_SHELL $TMPDIR\"; exit $WANTED'"
          + "\npass_env = WANTED, TMPDIR"), ["WANTED": "0", "TMPDIR": "/tmp"])
    let shell = """
      with import <nixpkgs> { };
      mkShell { buildInputs = [ greeter ]; FACTOR = "nix"; shellHook = "export HOOK=ran; echo hooked"; }

      """
    try scene.place.write(shell, to: "shell.nix")
    let first = try await scene.run("--headless", "--output", "all")
    #expect(first.code == 0, "\(first.output)")
    #expect(first.output.contains("greeter 2.0\nnix ran impure /tmp\n"), "\(first.output)")
    #expect(first.output.contains("hooked"), "\(first.output)")
    let plan = try await scene.run("plan", "--tree")
    #expect(plan.output.contains("reuse: its variables are known"), "\(plan.output)")
    let second = try await scene.run("--headless", "--output", "all")
    #expect(second.code == 0 && !second.output.contains("hooked"), "\(second.output)")
    try scene.place.write(shell.replacing("FACTOR = \"nix\"", with: "FACTOR = \"new\""), to: "shell.nix")
    let third = try await scene.run("--headless", "--output", "all")
    #expect(third.code == 0 && third.output.contains("new ran"), "\(third.output)")
  }

  @Test(arguments: [("0", 0), ("1", 1), ("100", 1)] as [(String, Int32)])
  func `a test that ends as Nix does when a build fails has failed itself`(code: String, expected: Int32) async throws {
    let scene = try KindScene(
      configuration("nix_packages = greeter\ncommands = sh -c 'exit \(code)'"))
    let run = try await scene.run("--headless")
    #expect(run.code == expected, "\(run.output)")
    #expect(!run.output.contains("create: "), "\(run.output)")
  }

  @Test func `a build that fails is an environment that cannot be set up`() async throws {
    let scene = try KindScene(configuration("nix_packages = broken\ncommands = true"))
    let run = try await scene.run("--headless")
    #expect(run.code == 3 && run.output.contains("this build fails"), "\(run.output)")
    let unknown = try await scene.run("--headless", "-x", "testenv.nix_packages=nobody-has-this")
    #expect(unknown.code == 3 && unknown.output.contains("nobody-has-this"), "\(unknown.output)")
  }

  @Test func `a pure environment sees nothing of the caller but what it asks for`() async throws {
    let scene = try KindScene(
      configuration(
        "nix_packages = greeter\nnix_pure = true\npass_env = MINE\nset_env = OWN = 1\n"
          + "commands = sh -c 'echo \"path $PATH\"; echo \"$MINE $OWN [$OTHER] $IN_NIX_SHELL\"'"),
      ["MINE": "mine", "OTHER": "other"])
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("mine 1 [] pure"), "\(run.output)")
    let path = run.output.split(separator: "\n").first { $0.hasPrefix("path ") } ?? ""
    #expect(!path.contains("/usr/bin") && path.contains("/nix/store/"), "\(run.output)")
  }

  @Test func `a flake's shell is entered, and all that swtox makes stays out of the store`() async throws {
    let scene = try KindScene(configuration("nix_flake = .\\#other\ncommands = sh -c 'greeter; echo $FROM'"))
    try scene.place.write(
      """
      {
        outputs = { self }: {
          devShells.x86_64-linux.other = with import <nixpkgs> { };
            mkShell { buildInputs = [ greeter ]; FROM = "flake"; };
        };
      }

      """, to: "flake.nix")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("greeter 2.0\nflake\n"), "\(run.output)")
  }

  @Test func `a derivation is built and comes first on PATH`() async throws {
    let scene = try KindScene(
      """
      [tox]
      env_list = a
      [envdef:nix]
      match = a
      [packagedef:nix]
      match = a
      [testenv]
      nix_packages = greeter
      commands = own

      """)
    let text =
      "with import <nixpkgs> { };\nrunCommand \"own-1.0\" { } ''\n  mkdir -p $out/bin\n"
      + "  printf '#!${bash}/bin/sh\\necho own ONE\\n' > $out/bin/own\n  chmod +x $out/bin/own\n''\n"
    try scene.place.write(text, to: "default.nix")
    let first = try await scene.run("--headless", "--output", "all")
    #expect(first.code == 0 && first.output.contains("own ONE"), "\(first.output)")
    let plan = try await scene.run("plan", "--tree")
    #expect(plan.output.contains("reuse: nix unchanged"), "\(plan.output)")
    try scene.place.write(text.replacing("ONE", with: "TWO"), to: "default.nix")
    let second = try await scene.run("--headless", "--output", "all")
    #expect(second.code == 0 && second.output.contains("own TWO"), "\(second.output)")
  }

  @Test func `four environments of the same shell are made at once, and do not wait for each other by polling`()
    async throws
  {
    let scene = try KindScene(
      configuration("nix_packages = greeter\ncommands = greeter").replacing(
        "env_list = a", with: "env_list = a, b, c, d"))
    let run = try await scene.run("--headless", "-j", "4")
    #expect(run.code == 0 && run.output.contains("4 passed"), "\(run.output)")
    let plan = try await scene.run("plan", "--tree")
    #expect(!plan.output.contains("no environment yet"), "\(plan.output)")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a build that is stopped leaves no builder, and the next run goes on`(signal: Int32) async throws {
    let seconds = "79\(getpid() % 10000)\(signal)"
    let scene = try KindScene(configuration("nix_file = shell.nix\ncommands = true"))
    let shell = """
      with import <nixpkgs> { };
      mkShell { buildInputs = [ (runCommand "slow-\(seconds)" { } "sleep \(seconds); mkdir $out") ]; }

      """
    try scene.place.write(shell, to: "shell.nix")
    let output = OutputText()
    let child = try scene.start("--headless", output: output)
    try await until("there") {
      scene.living(orWith: "sleep \(seconds)").contains { $0.words.hasSuffix("sleep \(seconds)") }
        ? "there" : output.text
    }
    kill(child.processID, signal)
    #expect(await child.report().ending == .exited(code: signal == SIGINT ? 130 : 143))
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
    try scene.place.write(shell.replacing("sleep \(seconds)", with: "sleep 0"), to: "shell.nix")
    let again = try await scene.run("--headless")
    #expect(again.code == 0, "\(again.output)")
  }

  @Test func `what an environment asks for twice, or not at all, is told`() async throws {
    let scene = try KindScene(configuration("nix_packages = greeter\nnix_file = shell.nix\ncommands = true"))
    let twice = try await scene.run("--headless")
    #expect(twice.code == 2 && twice.output.contains("nix_file and nix_packages exclude each other"), "\(twice.output)")
    let none = try await scene.run("--headless", "-x", "testenv.nix_packages=", "-x", "testenv.nix_file=")
    #expect(none.code == 2 && none.output.contains("neither shell.nix nor default.nix"), "\(none.output)")
  }
}
