import Glibc
import Host
import Testing

/// Services beside environments, by the real engines.
///
/// They listen on the machine's own network, where engines need no bridge; one scene has a network of its own for all.
@Suite(.serialized, .enabled(if: !KindScene.engines.isEmpty, "there is no engine of containers"))
struct ServiceTests {
  /// Ports that no other test has, by the engine.
  private static func port(_ engine: String, _ number: Int) -> Int {
    20000 + Int(getpid() % 500) * 20 + (engine == "podman" ? 0 : 10) + number
  }

  private static func scene(_ engine: String, _ keys: String, _ services: String) throws -> KindScene {
    try KindScene(
      """
      [tox]
      env_list = a
      no_package = true
      [testenv]
      skip_install = true
      allowlist_externals = *
      \(keys)
      \(services.replacing("ENGINE", with: "image = swtox/box:1\nengine = \(engine)\nnetwork = host"))

      """)
  }

  private func left(_ engine: String, _ scene: KindScene) async throws -> String {
    try await scene.program(
      engine, "ps", "-a", "--format", "{{.Names}}", "--filter", "label=swtox.project=\(scene.place.project)"
    ).output
  }

  private static let web = "command = sh -c 'mkdir /w; echo \"served by $ME\" >/w/i; exec httpd -f -p PORT -h /w'"

  @Test(arguments: KindScene.engines)
  func `services are ready before commands, which get their addresses, and gone after them`(engine: String)
    async throws
  {
    let (db, web) = (Self.port(engine, 0), Self.port(engine, 1))
    let scene = try Self.scene(
      engine, "docker = web\ncommands = sh -c 'wget -qO- http://$HERE:$WEBPORT/i; echo db $DB_\(db)_TCP_PORT $DB_HOST'",
      """
      [docker:web]
      ENGINE
      \(Self.web.replacing("PORT", with: "\(web)"))
      environment =
          ME=web
      expose = WEBPORT=\(web)/tcp
      host_var = HERE
      links = db
      [service:db]
      ENGINE
      \(Self.web.replacing("PORT", with: "\(db)"))
      ports = \(db)
      healthcheck_cmd = wget -qO- http://127.0.0.1:\(db)/i | grep served
      healthcheck_interval = 0.2
      healthcheck_retries = 50
      """)
    for _ in 1...2 {
      let run = try await scene.run("--headless", "--output", "all")
      #expect(run.code == 0 && run.output.contains("served by web\ndb \(db) 127.0.0.1\n"), "\(run.output)")
    }
    let command = try await scene.run("exec", "-e", "a", "--", "sh", "-c", "wget -qO- http://$HERE:$WEBPORT/i; exit 6")
    #expect(command.code == 6 && command.output.hasSuffix("served by web\n"), "\(command.output)")
    let plan = try await scene.run("plan")
    #expect(plan.output.contains("1 command with services db, web"), "\(plan.output)")
    #expect(try await left(engine, scene).isEmpty)
  }

  @Test(arguments: KindScene.engines)
  func `a service that does not come up is told, and the commands do not run`(engine: String) async throws {
    let scene = try Self.scene(
      engine, "commands = touch {tox_root}/ran",
      """
      [service:ends]
      ENGINE
      command = sh -c 'echo no room left >&2; exit 3'
      ports = \(Self.port(engine, 2))
      [service:ill]
      ENGINE
      command = sleep 7200
      healthcheck_cmd = echo table is missing; false
      healthcheck_interval = 0.1
      healthcheck_retries = 2
      [service:deaf]
      ENGINE
      command = sleep 7200
      ports = \(Self.port(engine, 3))
      start_timeout = 2
      [service:unknown]
      image = localhost/nobody/has-this:1
      engine = \(engine)
      """)
    for (name, words) in [
      ("ends", "service 'ends' ended before it was ready: no room left"),
      ("ill", "service 'ill' is not healthy: its health check failed: table is missing"),
      (
        "deaf",
        "service 'deaf' was not ready after 2 s, its 'start_timeout': it does not listen to port \(Self.port(engine, 3))"
      ),
      ("unknown", "service 'unknown' has no image 'localhost/nobody/has-this:1'"),
    ] {
      let run = try await scene.run("--headless", "-x", "testenv.services=\(name)")
      #expect(run.code != 0 && run.output.contains(words), "\(run.output)")
    }
    #expect(!Program.host.files.exists("\(scene.place.project)/ran"))
    try await until("") { try await left(engine, scene) }
  }

  @Test(arguments: KindScene.engines)
  func `a service that ends while commands run is told with them`(engine: String) async throws {
    let port = Self.port(engine, 7)
    let scene = try Self.scene(
      engine,
      "services = db\ncommands = sh -c 'touch box/go; until test -f .swtox/a/.swtox/services/db/ended; do sleep 0.1; done; exit 4'",
      """
      [service:db]
      ENGINE
      ports = \(port)
      command = sh -c 'httpd -p \(port) -h /tmp; while ! test -f /box/go; do sleep 0.1; done; echo out of memory; exit 9'
      volumes = ./box:/box
      """)
    try scene.place.write("", to: "box/there")
    let run = try await scene.run("--headless")
    #expect(
      run.code == 1
        && run.output.contains("a: service 'db' ended while commands ran (exit code 9): out of memory"), "\(run.output)"
    )
    #expect(try await left(engine, scene).isEmpty)
  }

  private static let stops = KindScene.engines.flatMap { engine in
    [SIGINT, SIGTERM, SIGKILL].map { (engine, $0) }
  }

  @Test(arguments: stops)
  func `a stop leaves no service`(engine: String, signal: Int32) async throws {
    let seconds = "76\(getpid() % 10000)\(signal)\(engine == "podman" ? 1 : 2)"
    let port = Self.port(engine, signal == SIGINT ? 4 : signal == SIGTERM ? 5 : 6)
    let scene = try Self.scene(
      engine, "services = db\ncommands = sleep \(seconds)",
      "[service:db]\nENGINE\nports = \(port)\n\(Self.web.replacing("PORT", with: "\(port)"))")
    let output = OutputText()
    let child = try scene.start("--headless", output: output)
    try await until("there") {
      scene.living(orWith: "sleep \(seconds)").contains { $0.words == "sleep \(seconds)" } ? "there" : output.text
    }
    #expect(try await !left(engine, scene).isEmpty)
    kill(child.processID, signal)
    _ = await child.report()
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
    try await until("") { try await left(engine, scene) }
  }

  /// Whether podman can give containers a network of their own, tried in one that goes with the last process.
  private static func podmanHasNetworks() async throws -> Bool {
    guard KindScene.engines.contains("podman"), Program.find("unshare") != nil, Program.find("ip") != nil else {
      return false
    }
    let words = "ip link set lo up && exec podman run --rm swtox/box:1 true"
    return try await KindScene("").program("unshare", "--net", "sh", "-c", words).code == 0
  }

  @Test(.enabled("podman gives containers no network here") { try await podmanHasNetworks() })
  func `commands in a container reach services by the addresses that the engine gives them`() async throws {
    let scene = try KindScene(
      """
      [tox]
      env_list = box, here
      no_package = true
      [testenv]
      skip_install = true
      allowlist_externals = *
      engine = podman
      services = web
      commands = sh -c 'wget -qO- http://$WEB_HOST:$WEB_80_TCP_PORT/i'
      [testenv:box]
      kind = container
      image = swtox/box:1
      commands =
          {[testenv]commands}
          sh -c 'wget -qO- http://web:80/i'
      [service:web]
      image = swtox/box:1
      ports = 80
      set_env = ME=web
      \(Self.web.replacing("PORT", with: "80"))

      """)
    let run = try await scene.program(
      "unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$0\" --headless --output all", Program.path)
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.ranges(of: "served by web\n").count == 3, "\(run.output)")
  }
}
