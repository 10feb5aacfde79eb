import Testing

@testable import Orchestration

@Suite struct InstalledRequirementsTests {
  @Test(arguments: [
    ("attrs>=22", true), ("attrs>=22; python_version < '3.12'", true), ("attrs; extra == 'Doc_s'", true),
    ("attrs; extra==\"doc-s\" and python_version < '3.12'", true), ("attrs; extra == 'test'", false),
    ("attrs; 'doc-s' in platform_version and extra == \"test\"", false),
    ("attrs; extra == 'test' or extra == 'doc-s'", true),
  ])
  func `requirements of extras that nobody asked for do not count`(requirement: String, isWanted: Bool) {
    #expect(InstalledRequirements.isWanted(requirement, ["doc-s"]) == isWanted)
  }
}
