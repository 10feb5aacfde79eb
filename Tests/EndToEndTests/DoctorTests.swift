import Glibc
import Host
import Testing

/// What `doctor` tells of this machine.
@Suite struct DoctorTests {
  @Test func `each kind is told with its programs, and what is missing with what installs it`() async throws {
    let scene = try KindScene("")
    let all = try await scene.run("doctor")
    #expect(all.code == 0, "\(all.output)")
    for name in ["virtualenv", "conda", "nix", "npm", "system"] {
      #expect(all.output.contains("\n  \(name.padded(to: 11)) "), "\(all.output)")
    }
    if KindScene.hasNode { #expect(all.output.contains("24.19.0"), "\(all.output)") }
    let json = try await scene.run("doctor", "--json")
    #expect(json.code == 0 && json.output.hasPrefix("{\n  \"virtualenv\": {"), "\(json.output)")
  }

  @Test func `a machine without anything lacks it, and the exit code says so of what was asked for`() async throws {
    let scene = try KindScene("", ["PATH": "/nowhere", "PYENV_ROOT": "/nowhere"])
    let all = try await scene.run("doctor")
    #expect(all.code == 0 && all.output.contains("install it with 'apt-get install nix-bin'"), "\(all.output)")
    let nix = try await scene.run("doctor", "nix")
    #expect(nix.code == 3 && !nix.output.contains("virtualenv"), "\(nix.output)")
    let rpm = try await scene.run("doctor", "rpm")
    #expect(rpm.code == 3 && rpm.output.contains("apt-get install rpm"), "\(rpm.output)")
    let json = try await scene.run("doctor", "rpm", "--json")
    #expect(json.code == 3 && json.output.contains("\"rpmbuild\""), "\(json.output)")
    let wrong = try await scene.run("doctor", "condo")
    #expect(wrong.code == 2 && wrong.output.contains("did you mean 'conda'?"), "\(wrong.output)")
  }
}

extension DoctorTests {
  @Test(.enabled(if: Program.find("docker") != nil, "there is no docker"))
  func `docker without its service makes no containers`() async throws {
    let scene = try KindScene("", ["PATH": "/nowhere", "DOCKER_HOST": "unix:///nowhere/docker.sock"])
    try Program.host.files.createDirectory("\(scene.place.project)/bin")
    _ = try await scene.program("/bin/ln", "-s", Program.find("docker") ?? "", "\(scene.place.project)/bin/docker")
    let script = "PATH=$PWD/bin exec \"$0\" doctor container"
    let doctor = try await scene.program("/bin/sh", "-c", script, Program.path)
    #expect(doctor.code == 3 && doctor.output.contains("docker's service does not answer"), "\(doctor.output)")
    #expect(doctor.output.contains("unix:///nowhere/docker.sock"), "\(doctor.output)")
  }

  @Test(.enabled(if: Program.find("setpriv") != nil && getuid() == 0, "nobody can be somebody else here"))
  func `who is not root is told that root folders need it`() async throws {
    let scene = try KindScene("")
    let doctor = try await scene.program(
      "setpriv", "--reuid", "65534", "--clear-groups", Program.path, "doctor", "deb", "rpm")
    #expect(doctor.code == 3 && doctor.output.ranges(of: "root alone can mount root folders").count == 2)
  }

  @Test(.enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"))
  func `the dashboard shows what this machine can make`() async throws {
    let place = try Workplace()
    try place.write("[tox]\nenv_list = a\nno_package = true\n", to: "tox.ini")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("a ", in: terminal.screen)
    try await terminal.type("D")
    try await until("What this machine can make", in: terminal.screen)
    try await until("  virtualenv  ready", in: terminal.screen)
    try await terminal.type("End")
    try await until("Packages", in: terminal.screen)
    try await terminal.type("Escape", "q")
    try await until("code=0", in: terminal.screen)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
