import Artifacts
import Testing

@Suite struct WheelFileNameTests {
  @Test func `a compressed tag stands for every combination`() throws {
    let name = try WheelFileName("demo-1.0-1a-cp39.CP310-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
    #expect(name.name == "demo")
    #expect(name.version == "1.0")
    #expect(name.build == "1a")
    #expect(
      name.tags.map(\.description) == [
        "cp39-abi3-manylinux_2_17_x86_64", "cp39-abi3-manylinux2014_x86_64", "cp310-abi3-manylinux_2_17_x86_64",
        "cp310-abi3-manylinux2014_x86_64",
      ])
  }

  @Test(arguments: [
    "demo.whl", "demo-1.0-py3-none.whl", "demo-1.0-py3-none-any", "demo-1.0-x-py3-none-any.whl",
    "-1.0-py3-none-any.whl",
    "demo-1.0-1-2-py3-none-any.whl", "demo-1.0-py3-.-any.whl", "demo--py3-none-any.whl",
  ])
  func `other names are refused`(name: String) {
    #expect(throws: ArtifactError.self) { try WheelFileName(name) }
  }

  @Test func `a tag that stands for too many combinations is refused`() {
    let many = Array(repeating: "py3", count: 200).joined(separator: ".")
    #expect(throws: ArtifactError.self) { try WheelFileName("demo-1.0-\(many)-\(many)-any.whl") }
  }

  @Test(arguments: [("Demo.Package", "demo-package"), ("a--b__c", "a-b-c"), ("x", "x"), ("A-._B", "a-b")])
  func `names are compared without regard to separators`(name: String, normalized: String) {
    #expect(CoreMetadata.normalized(name) == normalized)
  }
}
