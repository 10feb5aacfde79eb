import Artifacts
import Testing

@Suite struct RPMMetadataTests {
  private let expected = RPMMetadata(
    name: "demo", epoch: 2, version: "1.2.3", release: "4", architecture: "noarch",
    requirements: [
      RPMRequirement(name: "bash"), RPMRequirement(name: "coreutils"),
      RPMRequirement(name: "python3", relation: ">=", version: "3.9"),
      RPMRequirement(name: "rpmlib(CompressedFileNames)", relation: "<=", version: "3.0.4-1"),
      RPMRequirement(name: "rpmlib(FileDigests)", relation: "<=", version: "4.6.0-1"),
      RPMRequirement(name: "rpmlib(PayloadFilesHavePrefix)", relation: "<=", version: "4.0-1"),
    ])

  @Test func `the header is read without the program`() throws {
    #expect(try Fixture.metadata(Fixture.rpm) == .rpm(expected))
    #expect(expected.requirements.map(\.isAboutProgram) == [false, false, false, true, true, true])
  }

  @Test func `the program's answer to the query says the same`() throws {
    #expect(try RPMQuery.read(Fixture.text("rpm-query-output.txt")) == expected)
  }

  @Test func `the query is the one that the fixture was made with`() throws {
    #expect(try Fixture.text("rpm-query-format.txt") == RPMQuery.format + "\n")
  }

  @Test(arguments: [
    ("", ArtifactError.missingField("name", member: "rpm query")),
    ("name\tdemo\nname\tdemo\n", .malformedQueryOutput(line: 2)),
    ("name\tdemo\n\nerror: no such file\n", .malformedQueryOutput(line: 3)),
    ("name\tdemo\nepoch\tnone\n", .missingField("epoch", member: "rpm query")),
    ("name\tdemo\nversion\t\n", .missingField("version", member: "rpm query")),
  ])
  func `what does not answer the query is refused`(output: String, error: ArtifactError) {
    #expect(throws: error) { try RPMQuery.read(output) }
  }
}
