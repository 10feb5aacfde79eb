import Glibc
import Host
import Testing

/// Stops while environments of systems are made: in builds, in installations, while images come to be. Nothing is left.
///
/// One after the other: each builds something real, and all at once would leave no processor to the other tests.
@Suite(.serialized) struct StopPhaseTests {
  /// A phase of an environment of `Examples/packages` in which something waits, with a daemon beside it.
  struct Phase: Sendable, CustomTestStringConvertible {
    var name: String
    /// The environment that gets there.
    var environment: String
    /// What is appended to which file; `WAIT` stands for a line of a shell that waits.
    var file: String
    var text: String
    /// What is appended to the configuration.
    var configuration = ""
    /// What has to be there.
    var isPossible = true

    var testDescription: String { name }
  }

  private static let debian = KindScene.debBase != nil
  private static func has(_ engine: String) -> Bool { KindScene.engines.contains(engine) }

  /// An environment whose image a file builds.
  private static func filed(_ engine: String) -> String {
    """

    [testenv:filed]
    kind = container
    engine = \(engine)
    containerfile = box/Containerfile
    package = skip

    """
  }

  /// An environment beside a service that is never ready.
  private static func served(_ engine: String) -> String {
    """

    [testenv:served]
    package = skip
    allowlist_externals = *
    services = late
    commands = true
    [service:late]
    image = swtox/box:1
    engine = \(engine)
    network = host
    volumes = ./box:/box
    command = sh /box/wait
    healthcheck_cmd = false
    healthcheck_retries = 999
    healthcheck_interval = 0.2

    """
  }

  private static let phases: [Phase] =
    [
      Phase(
        name: "a build of Debian", environment: "deb12", file: "debian/rules",
        text: "override_dh_auto_build:\n\tWAIT\n", isPossible: debian),
      Phase(
        name: "an installation into Debian", environment: "deb12", file: "debian/postinst", text: "#!/bin/sh\nWAIT\n",
        isPossible: debian),
      Phase(
        name: "a build of RPM", environment: "rpm", file: "greet.spec", text: "%build\nWAIT\n",
        isPossible: KindScene.hasRPM),
      Phase(
        name: "an installation of RPM", environment: "rpm", file: "greet.spec", text: "%post\nWAIT\n",
        isPossible: KindScene.hasRPM),
      Phase(
        name: "commands in a system of RPM", environment: "rpm", file: "tests/run.sh",
        text: "test -d debian || exit 0\nWAIT\n",
        isPossible: KindScene.hasRPM),
    ]
    + ["podman", "docker"].flatMap { engine in
      [
        Phase(
          name: "an image of \(engine)", environment: "box-\(engine)", file: "Containerfile", text: "RUN WAIT\n",
          isPossible: has(engine)),
        Phase(
          name: "an installation of Debian's in \(engine)", environment: "deb12-\(engine)", file: "debian/postinst",
          text: "#!/bin/sh\nWAIT\n", isPossible: has(engine) && debian),
        Phase(
          name: "an environment from a file in \(engine)", environment: "filed", file: "box/Containerfile",
          text: "FROM swtox/box:1\nRUN WAIT\n",
          configuration: filed(engine),
          isPossible: has(engine)),
        Phase(
          name: "a service in \(engine)", environment: "served", file: "box/wait", text: "WAIT\n",
          configuration: served(engine),
          isPossible: has(engine)),
      ]
    }

  private static let cases = phases.filter(\.isPossible).flatMap { phase in
    [SIGINT, SIGKILL].map { (phase, $0) }
  }

  private func scene(_ phase: Phase, waiting line: String) throws -> KindScene {
    let scene = try KindScene(
      "", copying: "\(Program.root)/Examples/packages",
      [
        "DEB_BASE": KindScene.debBase ?? "", "DEB_IMAGE": "swtox/debian:1", "RPM_IMAGE": "swtox/debian:1",
        "BOX_IMAGE": "swtox/box:1",
      ])
    for (file, text) in [(phase.file, phase.text), ("tox.ini", phase.configuration)] {
      let old = (try? scene.place.read(file)) ?? ""  // some files are new
      try scene.place.write(old + text.replacing("WAIT", with: line), to: file)
    }
    if phase.file == "debian/postinst" { chmod("\(scene.place.project)/debian/postinst", 0o755) }
    return scene
  }

  private static func mounts(below folder: String) throws -> [Substring] {
    let text = String(decoding: try Program.host.files.read("/proc/mounts"), as: UTF8.self)
    return text.split(separator: "\n").filter { $0.contains(" \(folder)") }
  }

  /// The containers that mention what waits, those of builds too.
  private func containers(_ scene: KindScene, _ seconds: String, _ mark: String?) async throws -> String {
    var all = ""
    for engine in KindScene.engines {
      let format = "{{.Names}} {{.Command}} {{.Labels}}"
      let listed = try await scene.place.program(
        engine, ["ps", "-a", "--no-trunc", "--format", format], scene)
      all += listed.split(separator: "\n").filter { $0.contains(seconds) || $0.contains(scene.place.project) }.joined()
    }
    // What a build works in bears no label of ours, but the argument by which the build knows it.
    guard let mark else { return all }
    let files = "\(KindScene.tools)/podman/root/*-containers/*/userdata/buildah.json"
    return try await all + scene.place.bash("grep -ls '\(mark)' \(files)").output
  }

  /// The argument of a build of podman that is under way.
  private func buildMark(_ scene: KindScene) -> String? {
    scene.living(orWith: scene.place.project).lazy.flatMap { $0.words.split(separator: " ") }
      .first { $0.hasPrefix("SWTOX_BUILD=") }.map { String($0.dropFirst("SWTOX_BUILD=".count)) }
  }

  @Test(arguments: cases)
  func `a stop leaves neither process nor mount nor container`(phase: Phase, signal: Int32) async throws {
    let seconds = "78\(getpid() % 10000)\(abs(phase.name.hashValue) % 1000)\(signal)"
    let scene = try scene(phase, waiting: "setsid sleep \(seconds) & sleep \(seconds)")
    let output = OutputText()
    let child = try scene.start("--headless", "-e", phase.environment, output: output)
    try await until("there") {
      scene.living(orWith: "sleep \(seconds)").contains { $0.words == "sleep \(seconds)" } ? "there" : output.text
    }
    let mark = buildMark(scene)
    #expect((mark != nil) == (phase.name.contains("podman") && phase.file.hasSuffix("Containerfile")))
    kill(child.processID, signal)
    _ = await child.report()
    try await scene.waitUntilNothingIsLeft(orWith: seconds)
    #expect(try Self.mounts(below: scene.place.home).isEmpty)
    try await until("") { try await containers(scene, seconds, mark) }
  }

  @Test(.enabled(if: debian && Program.find("mmdebstrap") != nil), arguments: [SIGINT, SIGKILL])
  func `a stop while a root of Debian is made leaves nothing that prune does not take`(signal: Int32) async throws {
    let scene = try KindScene(
      "[tox]\nenv_list = d\nno_package = true\n[testenv]\nkind = deb\ncommands = true\n", ["XDG_CACHE_HOME": ""])
    let cache = "\(scene.place.home)/.cache/swtox/roots"
    let output = OutputText()
    let child = try scene.start("--headless", output: output)
    // Its own processes, and those that it starts for the root.
    try await until("there") {
      scene.living().contains { $0.words.contains("apt-get") || $0.words.contains("dpkg") } ? "there" : output.text
    }
    kill(child.processID, signal)
    _ = await child.report()
    try await scene.waitUntilNothingIsLeft()
    #expect(try Self.mounts(below: scene.place.home).isEmpty)
    let pruned = try await scene.run("prune", "--cache", "--older-than", "0", "--yes")
    #expect(pruned.code == 0, "\(pruned.output)")
    let left = (try? Program.host.files.list(cache)) ?? []  // it may never have been made
    #expect(left.filter { !$0.hasSuffix(".lock") }.isEmpty, "\(left)")
  }
}

extension Workplace {
  fileprivate func program(_ name: String, _ words: [String], _ scene: KindScene) async throws -> String {
    try await scene.program("sh", "-c", ([name] + words.map { "'\($0)'" }).joined(separator: " ")).output
  }
}
