import EnvironmentModel
import SourceText
import Testing

@testable import ProjectConfiguration

@Suite struct ServiceReaderTests {
  private static func services(_ text: String) throws -> (services: [ServiceDefinition], told: [String]) {
    let loaded = try configuration("[tox]\nenv_list = a\n[testenv]\nservices = db\n" + text)
    return (loaded.project.definitions.services, loaded.diagnostics.map(\.message))
  }

  @Test func `a port of the machine that nobody can give is told`() throws {
    let (services, told) = try Self.services(
      "[service:db]\nimage = a\nnetwork = host\nports = 15432:5432/tcp\n[service:web]\nimage = a\nnetwork = host\nports = 80"
    )
    #expect(
      told == [
        "service 'db': port 15432 is not used: with 'network = host' it is found by its own, 5432"
      ])
    #expect(services.allSatisfy { $0.fault == nil })
  }

  private static let toxDocker = """
    [docker:db]
    dockerfile = db/Dockerfile
    dockerfile_target = test
    environment =
        PASSWORD=a = b
    ports =
        15432:5432/tcp
        0:53/udp
    expose = PGPORT=5432/tcp
    host_var = PGHOST
    links =
        cache
        cache:store
    volumes = bind:ro:/srv/data:/data
    healthcheck_cmd = ready --fast
    healthcheck_interval = 0.5
    healthcheck_timeout = 4
    healthcheck_retries = 7
    healthcheck_start_period = 2
    docker_platform = linux/arm64
    user = 70
    privileged = true
    [docker:cache]
    image = redis:7
    """

  @Test func `keys of tox-docker are understood under its own names`() throws {
    let (services, told) = try Self.services(Self.toxDocker)
    #expect(told.isEmpty, "\(told)")
    var db = ServiceDefinition(name: "db")
    db.containerfile = "/p/db/Dockerfile"
    db.target = "test"
    db.variables = [VariableAssignment(name: "PASSWORD", value: "a = b")]
    db.ports = [
      ServicePort(host: 15432, container: 5432, variable: "PGPORT"), ServicePort(container: 53, transport: "udp"),
    ]
    db.hostVariable = "PGHOST"
    db.links = [.init(service: "cache", alias: "cache"), .init(service: "cache", alias: "store")]
    db.volumes = ["/srv/data:/data:ro"]
    db.health = .init(
      command: "ready --fast", interval: .seconds(0.5), timeout: .seconds(4), retryCount: 7, startPeriod: .seconds(2))
    db.platform = "linux/arm64"
    db.user = "70"
    db.isPrivileged = true
    db.engine = "auto"
    db.span = services.first?.span
    #expect(services.first == db)
    #expect(services.last?.image == "redis:7" && services.last?.startTimeout == .seconds(60))
  }

  @Test func `own words, defaults and several names for one section`() throws {
    let (services, told) = try Self.services(
      "[service:{db,other}]\nimage = {env:IMAGE:box}:1\ncommand = serve --quick 'two words'\nports = 80\nvolumes = ./d:/d\n"
    )
    #expect(told.isEmpty, "\(told)")
    #expect(services.map(\.name) == ["db", "other"])
    #expect(services.first?.command == ["serve", "--quick", "two words"] && services.first?.image == "box:1")
    #expect(services.first?.ports == [ServicePort(container: 80)] && services.first?.volumes == ["/p/d:/d"])
    #expect(services.first?.health == nil)
  }

  @Test func `the docker key of an environment means its services`() throws {
    #expect(
      try value("services", "[testenv]\ndocker = db, cache\n[docker:db]\nimage = a\n[docker:cache]\nimage = b\n")
        == "db\ncache")
  }

  @Test(arguments: [
    ("[service:db]\nports = 1", "service 'db': it has no image"),
    ("[service:db]\nimage = a\ncontainerfile = b", "service 'db': 'image' and 'containerfile' exclude each other"),
    ("[service:db]\nimage = a\nports = 70000", "service 'db': '70000' is no port"),
    ("[service:db]\nimage = a\nports = 1:2:3", "service 'db': '1:2:3' is no port"),
    ("[service:db]\nimage = a\nports = 80/sctp", "service 'db': '80/sctp' is no port"),
    ("[service:db]\nimage = a\nexpose = 9X=80", "service 'db': '9X=80' names no port"),
    ("[service:db]\nimage = a\nhost_var = A-B", "service 'db': 'A-B' is no name of a variable"),
    ("[service:db]\nimage = a\nlinks = :x", "service 'db': ':x' is no link"),
    (
      "[service:db]\nimage = a\nlinks = dbb\n[service:dba]\nimage=b",
      "service 'db': it links to 'dbb', which is not defined"
    ),
    ("[service:db]\nimage = a\nlinks = db", "service 'db': it and others need each other: db"),
    ("[service:db]\nimage = a\nvolumes = x", "service 'db': 'x' is no volume"),
    ("[service:db]\nimage = a\nnetwork = none", "service 'db': with 'network = none' nobody reaches it"),
    (
      "[service:db]\nimage = a\nhealthcheck_cmd = b\nhealthcheck_retries = often",
      "'healthcheck_retries' of service 'db' has no value"
    ),
    ("[service:d b]\nimage = a", "service 'd b': 'd b' cannot be a service's name: it has a blank inside"),
    (
      "[service:dé]\nimage = a", "service 'dé': 'dé' cannot be a service's name: engines take no other signs in it than"
    ),
    ("[service:db]\nimage = a\n[docker:db]\nimage = b", "'db' is already defined"),
  ])
  func `what makes no sense is told, and the service says so`(text: String, message: String) throws {
    let (services, told) = try Self.services(text)
    #expect(told.contains { $0.hasPrefix(message) }, "\(told)")
    #expect(services.count { $0.fault != nil } == (message.hasSuffix("already defined") ? 0 : 1), "\(services)")
  }

  @Test func `a key that no service has is told with what was meant`() throws {
    let loaded = try configuration("[tox]\nenv_list = a\n[service:db]\nimage = a\nport = 80\n")
    #expect(loaded.diagnostics.map(\.help) == ["did you mean 'ports'?"])
  }
}
