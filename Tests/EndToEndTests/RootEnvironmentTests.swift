import Glibc
import Host
import Testing

/// Environments that are root folders: of Debian, of RPM packages, and ones that are there.
@Suite struct RootEnvironmentTests {
  private static let hasDebian = KindScene.debBase != nil

  private static func debian(_ keys: String, list: String = "a") throws -> KindScene {
    try KindScene(
      """
      [tox]
      env_list = \(list)
      no_package = true
      [testenv]
      kind = deb
      deb_base = \(KindScene.debBase ?? "")
      \(keys)

      """)
  }

  private static func mounts(below folder: String) throws -> [Substring] {
    let text = String(decoding: try Program.host.files.read("/proc/mounts"), as: UTF8.self)
    return text.split(separator: "\n").filter { $0.contains(" \(folder)") }
  }

  @Test(.enabled(if: hasDebian, "there is no Debian root"), arguments: ["overlay", "copy"])
  func `commands see a Debian of their own, whose base stays as it is`(clone: String) async throws {
    let scene = try Self.debian(
      "deb_clone = \(clone)\ncommands_pre = sh -c 'echo mine > /etc/mine'\n"
        + "commands =\n  sh -c 'cat /etc/mine; dpkg-query --show dpkg; id -u; echo > /dev/null; ps -e 2>/dev/null | wc -l'\n"
        + "  sh -c 'test ! -e \(Program.root)/README.md; test -e \"$PWD\"/tox.ini'", list: "a, b")
    let run = try await scene.run("--headless", "--output", "all", "-j", "2")
    #expect(run.code == 0 && run.output.contains("2 passed"), "\(run.output)")
    #expect(run.output.contains("mine\ndpkg\t1."), "\(run.output)")
    let other = try await scene.run(
      "--headless", "-e", "b", "-x", "testenv.commands_pre=", "-x",
      "testenv.commands=sh -c 'grep mine /etc/mine'")
    let inside = try await scene.run(
      "exec", "-e", "b", "--", "sh", "-c", "dpkg-query --show dpkg; cat /etc/mine; exit 9")
    #expect(
      inside.code == 9 && inside.output.hasPrefix("dpkg\t1.") && inside.output.contains("mine"), "\(inside.output)")
    #expect(other.code == 0, "the changes of an environment stay in it: \(other.output)")
    #expect(try Self.mounts(below: scene.place.home).isEmpty)
  }

  @Test(.enabled(if: hasDebian, "there is no Debian root"))
  func `a network is had or not, and a program that is not inside is named`() async throws {
    let scene = try Self.debian("commands = sh -c 'cat /proc/net/dev | wc -l'\nnetwork = none")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("\n3\n"), "\(run.output)")
    let missing = try await scene.run("--headless", "-x", "testenv.commands=nobody-has-this")
    #expect(missing.code != 0 && missing.output.contains("there is no program \"nobody-has-this\" inside"))
  }

  @Test(.enabled(if: hasDebian, "there is no Debian root"))
  func `tests of a Debian package are told as autopkgtest tells them`() async throws {
    let scene = try Self.debian("deb_tests = *")
    try scene.place.write(
      """
      Test-Command: true
      Features: test-name=passes
      Restrictions: superficial

      Tests: fails, complains
      Depends: coreutils

      Tests: skips
      Restrictions: skippable, allow-stderr

      Test-Command: exit 9
      Features: test-name=shaky
      Restrictions: flaky

      Test-Command: true
      Features: test-name=alone
      Restrictions: isolation-machine

      """, to: "debian/tests/control")
    try scene.place.write("#!/bin/sh\nexit 3\n", to: "debian/tests/fails")
    try scene.place.write("#!/bin/sh\necho oh >&2\n", to: "debian/tests/complains")
    try scene.place.write("#!/bin/sh\necho no >&2\nexit 77\n", to: "debian/tests/skips")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 1, "\(run.output)")
    for line in [
      "passes: PASS (superficial)", "fails: FAIL (exit code 3)", "complains: FAIL (it wrote to standard error: oh)",
      "skips: SKIP (exit code 77)", "shaky: FLAKY (exit code 9)",
      "alone: SKIP (restriction 'isolation-machine' is not provided)",
    ] {
      #expect(run.output.contains("autopkgtest: \(line)\n"), "\(line) is missing: \(run.output)")
    }
    for name in ["complains", "fails"] {
      #expect(run.output.contains("  autopkgtest::\(name)  in a: "), "\(run.output)")
    }
    #expect(!run.output.contains("autopkgtest::shaky"), "\(run.output)")
    let unknown = try await scene.run("--headless", "-x", "testenv.deb_tests=nobody")
    #expect(unknown.code == 2 && unknown.output.contains("there is no test 'nobody'"), "\(unknown.output)")
  }

  @Test(.enabled(if: hasDebian, "there is no Debian root"), arguments: [SIGINT, SIGTERM, SIGKILL])
  func `a stop leaves no process and no mount of a root folder`(signal: Int32) async throws {
    let seconds = "74\(getpid() % 10000)\(signal)"
    let scene = try Self.debian("commands = sh -c 'setsid sleep \(seconds) & sleep \(seconds)'")
    let output = OutputText()
    let child = try scene.start("--headless", output: output)
    try await until("there") {
      scene.living(orWith: "sleep \(seconds)").count { $0.words == "sleep \(seconds)" } == 2 ? "there" : output.text
    }
    kill(child.processID, signal)
    _ = await child.report()
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
    #expect(try Self.mounts(below: scene.place.home).isEmpty)
    let again = try await scene.run("--headless", "-x", "testenv.commands=true")
    #expect(again.code == 0, "\(again.output)")
  }

  @Test(.enabled(if: hasDebian, "there is no Debian root"))
  func `six roots at once with different exit codes are all told rightly`() async throws {
    let scene = try Self.debian("commands = sh -c 'exit ${TOX_ENV_NAME\\#e}'", list: "e0, e1, e2, e3, e125, e127")
    for count in 1...3 {
      let run = try await scene.run("--headless", "-j", "6")
      for code in [1, 2, 3, 125, 127] {
        let line = run.output.split(separator: "\n").last { $0.contains(" e\(code) ") } ?? ""
        #expect(line.contains("exit code \(code) from"), "\(count): \(run.output)")
      }
    }
  }

  @Test(.enabled(if: KindScene.hasRPM, "there are not all of rpmbuild, dnf and createrepo_c"))
  func `dnf installs by name from a folder of packages, and what is missing is told`() async throws {
    let scene = try KindScene("", copying: "\(Program.root)/Examples/packages", ["DEB_BASE": "/nowhere"])
    let built = try await scene.run("--headless", "-e", "rpm")
    #expect(built.code == 0, "\(built.output)")
    try Program.host.files.createDirectory("\(scene.place.project)/repository")
    let copied = try await scene.place.bash(
      "find .swtox/.package-* -name '*.rpm' -exec cp {} repository/ ';'; ls repository")
    #expect(copied.output.contains("busybox-1.0-1") && copied.output.contains("greet-1.0-1"), "\(copied.output)")
    try scene.place.write(
      """
      [tox]
      env_list = named
      no_package = true
      [testenv]
      kind = rpm
      rpm_repositories = repository
      rpm_packages = greet busybox
      commands = sh tests/run.sh

      """, to: "tox.ini")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("2 tests of /usr/bin/greet passed"), "\(run.output)")
    #expect(try scene.place.read(".swtox/named/.swtox/rpm-packages") == "busybox 1.0-1\ngreet 1.0-1\n")
    let missing = try await scene.run("--headless", "-x", "testenv.rpm_packages=nobody-has-this")
    #expect(
      missing.code == 3 && missing.output.contains("Unable to find a match: nobody-has-this"), "\(missing.output)")
  }

  @Test(.enabled(if: KindScene.busyboxRoot != nil, "there is no static busybox"))
  func `commands run in a root folder that is there`() async throws {
    let scene = try KindScene(
      """
      [tox]
      env_list = a
      no_package = true
      [testenv]
      kind = system
      attach = root
      commands = sh -c 'cat /mark; pwd; exit 6'

      """)
    let copied = try await scene.place.bash("cp -a '\(KindScene.busyboxRoot ?? "")' root && echo theirs > root/mark")
    #expect(copied.code == 0, "\(copied.output)")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 1 && run.output.contains("theirs\n\(scene.place.project)\n"), "\(run.output)")
    #expect(run.output.contains("exit code 6 from"), "\(run.output)")
    #expect(try Self.mounts(below: scene.place.home).isEmpty)
  }
}
