import Testing

@Suite struct ManifestRuleTests {
  private let manifest = """
    let library: Target.Dependency = .product(name: "Library", package: "swift-library")
    let package = Package(
      products: [.executable(name: "tool", targets: ["tool"])],
      targets: [
        // .target(name: "Gone"),
        .target(name: "Low"),
        .target(name: "CLow", linkerSettings: [.linkedLibrary("c")]),
        .target(
          name: "High",
          dependencies: [
            "Low", library, .product(name: "Other", package: "other"),
          ]),
        .executableTarget(name: "tool", dependencies: ["High"]),
        .target(name: "TestKit", dependencies: ["High"], path: "Tests/TestKit"),
        .testTarget(name: "LowTests", dependencies: ["Low"]),
      ])
    """

  private let entries = [
    ModuleEntry(name: "Low", layer: 0, modules: [], products: []),
    ModuleEntry(name: "CLow", layer: 0, modules: [], products: []),
    ModuleEntry(name: "High", layer: 1, modules: ["Low"], products: ["Library", "Other", "Unused"]),
    ModuleEntry(name: "tool", layer: 2, modules: ["High"], products: []),
  ]

  @Test func `targets are read with their dependencies`() {
    #expect(
      manifestTargets(of: manifest) == [
        ManifestTarget(name: "Low", dependencies: []),
        ManifestTarget(name: "CLow", dependencies: []),
        ManifestTarget(name: "High", dependencies: ["Low", "Library", "Other"]),
        ManifestTarget(name: "tool", dependencies: ["High"]),
      ])
  }

  @Test func `a manifest like the table passes`() {
    #expect(manifestViolations(manifestTargets(of: manifest), entries: entries) == [])
  }

  @Test(arguments: [
    ("\"Low\", library", "library", "'High' lacks the dependency 'Low'"),
    (
      "name: \"Low\")", "name: \"Low\", dependencies: [\"CLow\"])",
      "'Low' depends on 'CLow', which the table does not allow"
    ),
    (".target(name: \"CLow\"", ".target(name: \"CNew\"", "target 'CNew' is not in the table"),
  ])
  func `a manifest that differs is found`(old: String, new: String, message: String) {
    let changed = manifest.replacing(old, with: new)
    #expect(manifestViolations(manifestTargets(of: changed), entries: entries).contains(message))
  }

  @Test func `a target that the manifest lacks is found`() {
    #expect(manifestViolations([], entries: [entries[0]]) == ["the manifest has no target 'Low'"])
  }

  @Test func `looking up and circles are found`() {
    let entries = [
      ModuleEntry(name: "a", layer: 0, modules: ["b"], products: []),
      ModuleEntry(name: "b", layer: 1, modules: ["c"], products: []),
      ModuleEntry(name: "c", layer: 1, modules: ["d"], products: []),
      ModuleEntry(name: "d", layer: 1, modules: ["b", "e"], products: []),
    ]
    let expected = [
      "'a' looks up to 'b'", "'b' and 'c' form a circle", "'c' and 'd' form a circle", "'d' and 'b' form a circle",
      "'d' may import 'e', which is no module",
    ]
    #expect(layerViolations(entries) == expected)
  }

  @Test func `the table looks down and has no circles`() {
    #expect(layerViolations(ModuleTable.entries) == [])
  }

  @Test func `the manifest says what the table says`() {
    #expect(manifestViolations(manifestTargets(of: SourceTree.manifest)) == [])
  }
}
