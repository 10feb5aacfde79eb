import Host
import Testing

/// One program as packages of two distributions and as an image, in root folders and in containers of two engines.
@Suite struct PackagesMatrixTests {
  private static let isPossible = KindScene.debBase != nil && KindScene.hasRPM && KindScene.engines.count == 2

  @Test(.enabled(if: isPossible, "not all of a Debian root, rpm, podman and docker are there"))
  func `packages are built, installed and tested inside, and a second run uses all of it again`() async throws {
    let scene = try KindScene(
      "", copying: "\(Program.root)/Examples/packages",
      [
        "DEB_BASE": KindScene.debBase ?? "", "DEB_IMAGE": "swtox/debian:1", "RPM_IMAGE": "swtox/debian:1",
        "BOX_IMAGE": "swtox/box:1",
      ])
    let plan = try await scene.run("plan")
    for (name, package) in [
      ("deb12", "deb"), ("rpm", "busybox, greet"), ("deb12-docker", "deb"), ("rpm-podman", "greet"),
      ("box-docker", "image"),
    ] {
      let row = plan.output.split(separator: "\n").first { $0.hasPrefix("\(name) ") } ?? ""
      #expect(row.contains(" \(package) "), "\(plan.output)")
    }
    let first = try await scene.run("--headless", "-j", "4", "--output", "failed")
    #expect(first.code == 0 && first.output.contains("8 passed"), "\(first.output)")
    let second = try await scene.run("--headless", "-j", "4", "--output", "all")
    #expect(second.code == 0 && second.output.contains("8 passed"), "\(second.output)")
    for word in ["created in", "installed in", "built in"] {
      #expect(!second.output.contains(word), "\(second.output)")
    }
    try scene.place.write(scene.place.read("bin/greet").replacing("hello ", with: "hallo "), to: "bin/greet")
    let third = try await scene.run("--headless", "-j", "4", "-e", "rpm,rpm-podman,deb12-docker,box-docker")
    // The tests of the packages themselves fail before any environment gets them; the image has none.
    #expect(third.code != 0 && third.output.contains("%check"), "\(third.output)")
    #expect(third.output.contains("exit code 1 from 'sh tests/run.sh'"), "\(third.output)")
  }
}
