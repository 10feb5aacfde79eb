import EnvironmentModel
import RunModel
import Testing

@Suite struct StepIDTests {
  private static let owners: [StepOwner] = [
    .environment(EnvironmentName("py311")), .environment(EnvironmentName("py3.11-dj4.2")),
    .environment(EnvironmentName("é日")), .environment(EnvironmentName("a/b")), .environment(EnvironmentName("")),
    .package("wheel"), .package("a/b"), .package(""),
  ]

  @Test(arguments: owners, StepKind.allCases)
  func `a step is read back from its text`(owner: StepOwner, kind: StepKind) {
    let id = StepID(owner, kind)
    #expect(StepID(id.description) == id)
  }

  @Test(
    arguments: [
      ("py311/create", .of("py311", .createEnvironment)), ("package:wheel/build", .build("wheel")),
      ("a/b/commands", .of("a/b", .runCommands)), ("py311/deps", .of("py311", .installDependencies)),
      ("py311/package", .of("py311", .installPackage)),
    ] as [(String, StepID)])
  func `a step's text is its owner and its kind`(text: String, id: StepID) {
    #expect(StepID(text) == id)
    #expect(id.description == text)
  }

  @Test(arguments: ["", "py311", "py311/", "py311/unknown", "create", "py311/Create", "py311/create/"])
  func `a text without a known kind is no step`(text: String) {
    #expect(StepID(text) == nil)
  }

  @Test func `each step of a run has a log of its own`() {
    let ids = Self.owners.flatMap { owner in StepKind.allCases.map { StepID(owner, $0) } }
    #expect(Set(ids.map(\.logName)).count == ids.count)
    #expect(StepID.of("py3.11", .runCommands).logName == "py3.11.commands.log")
    #expect(StepID.build("wheel").logName == ".package-wheel.build.log")
  }

  @Test func `owners are told by the names people see`() {
    #expect(StepOwner.environment(EnvironmentName("py311")).label == "py311")
    #expect(StepOwner.package("wheel").label == "package:wheel")
    #expect(StepOwner(label: "package:wheel") == .package("wheel"))
    #expect(StepOwner(label: "packages") == .environment(EnvironmentName("packages")))
  }

  @Test func `runs are ordered by number`() {
    #expect(RunID(9) < RunID(10))
    #expect(RunID(10).description == "10")
  }

  @Test func `every kind has a label of its own`() {
    #expect(
      StepKind.allCases.map(\.label) == ["build", "create", "install deps", "install package", "activate", "run"])
  }
}
