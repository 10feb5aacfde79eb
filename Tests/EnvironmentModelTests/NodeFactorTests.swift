import EnvironmentModel
import Testing

@Suite struct NodeFactorTests {
  @Test(
    arguments: [
      ("node", []), ("node20", [20]), ("node20.11", [20, 11]), ("node24.1.0", [24, 1, 0]),
    ] as [(String, [Int])])
  func `names of Nodes are read`(text: String, version: [Int]) {
    #expect(NodeFactor(text)?.version == version)
    #expect(NodeFactor(text)?.description == text)
  }

  @Test(arguments: ["nodejs", "node20x", "node-20", "node20.", "node1.2.3.4", "py20", "node+2"])
  func `other words name none`(text: String) { #expect(NodeFactor(text) == nil) }

  @Test func `a version is meant by as much of it as is named`() {
    #expect(NodeFactor("node20")?.matches([20, 11, 1]) == true)
    #expect(NodeFactor("node20.1")?.matches([20, 11, 1]) == false)
    #expect(NodeFactor("node")?.matches([24, 0, 0]) == true)
  }
}
