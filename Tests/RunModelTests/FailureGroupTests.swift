import EnvironmentModel
import RunModel
import Testing

@Suite struct FailureGroupTests {
  private func groups(_ failures: [(String, String)]) -> [[String]] {
    FailureGroup.groups(of: failures.map { (EnvironmentName($0.0), $0.1) }).map { $0.environments.map(\.text) }
  }

  @Test func `what differs by numbers, addresses and names alone is one failure`() {
    let failures = [
      ("py39", "AssertionError: 3 != 4"), ("py310", "AssertionError: 17 != 4"),
      ("py311", "no module in .swtox/py311/lib"), ("py312", "no module in .swtox/py312/lib"),
      ("py313", "<Object at 0x7f01> is no  list"), ("py314", "<Object at 0x8Fab> is no list"),
      ("lint", "AssertionError"),
    ]
    #expect(groups(failures) == [["py39", "py310"], ["py311", "py312"], ["py313", "py314"], ["lint"]])
  }

  @Test func `the failure of most environments comes first`() {
    #expect(groups([("a", "x"), ("b", "y"), ("c", "y")]) == [["b", "c"], ["a"]])
    #expect(groups([]) == [])
  }

  @Test(arguments: [("", ""), ("é 1.5s", "é 0s"), ("0x", "0x"), ("10x", "0x"), ("\t a", " a"), ("a-b", "{}")])
  func `texts of any form keep what is not a number`(text: String, normalised: String) {
    #expect(FailureGroup.normalised(text, EnvironmentName("a-b")) == normalised)
  }
}
