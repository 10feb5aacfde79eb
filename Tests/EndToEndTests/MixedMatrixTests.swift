import Host
import Testing

/// One matrix of several kinds, as the example has it.
@Suite struct MixedMatrixTests {
  private static let isPossible =
    KindScene.channel != nil && KindScene.hasNix && KindScene.hasTwoNodes
    && KindScene.condaPythons == ["py312", "py38"]

  @Test(.enabled(if: isPossible, "not all of conda, Nix, two Nodes and the Pythons 3.8 and 3.12 are there"))
  func `each environment gets the package of its kind, and a second run uses all of it again`() async throws {
    let scene = try KindScene(
      "", copying: "\(Program.root)/Examples/mixed", ["CONDA_CHANNEL": KindScene.channel ?? ""])
    let plan = try await scene.run("plan")
    for (name, package) in [
      ("py38-virtualenv", "wheel"), ("py312-conda", "conda"), ("node20", "npm"), ("nix", "nix"),
    ] {
      let row = plan.output.split(separator: "\n").first { $0.hasPrefix("\(name) ") } ?? ""
      #expect(row.split(separator: " ").dropFirst().prefix(2).contains { $0 == package }, "\(plan.output)")
    }
    let first = try await scene.run("--headless", "-j", "4", "--output", "failed")
    #expect(first.code == 0 && first.output.contains("7 passed"), "\(first.output)")
    let second = try await scene.run("--headless", "-j", "4", "--output", "all")
    #expect(second.code == 0 && second.output.contains("7 passed"), "\(second.output)")
    for word in ["created in", "installed in", "built in", "activated in"] {
      #expect(!second.output.contains(word), "\(second.output)")
    }
    let again = try await scene.run("plan", "--tree")
    let steps = again.output.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.contains(" after ") }
    #expect(steps.filter { !$0.hasPrefix("  run ") }.allSatisfy { $0.contains("reuse") }, "\(again.output)")
  }

  @Test(.enabled(if: KindScene.hasNode, "there is no Node")) func `the example of Node runs`() async throws {
    let scene = try KindScene("", copying: "\(Program.root)/Examples/node")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("# pass 1"), "\(run.output)")
  }

  @Test(.enabled(if: KindScene.hasNix, "there is no Nix")) func `the example of Nix runs`() async throws {
    let scene = try KindScene("", copying: "\(Program.root)/Examples/nix")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("hello from a shell that is impure"), "\(run.output)")
    #expect(run.output.contains("hello from a shell that is pure"), "\(run.output)")
  }

  @Test(.enabled(if: KindScene.condaPythons.contains("py312"), "there is no channel with Python 3.12"))
  func `the example of conda runs, as far as a channel without numpy goes`() async throws {
    let scene = try KindScene(
      "", copying: "\(Program.root)/Examples/conda", ["CONDA_CHANNEL": KindScene.channel ?? ""])
    let run = try await scene.run(
      "--headless", "--output", "all", "-e", "py312-conda", "-x", "testenv:py312-conda.conda_deps=greeter", "-x",
      "testenv:py312-conda.deps=", "-x", "testenv:py312-conda.commands=python -V")
    #expect(run.code == 0 && run.output.contains("Python 3.12"), "\(run.output)")
  }
}
