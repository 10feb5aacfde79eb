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

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
