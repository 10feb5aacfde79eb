import Planning
import Testing

@Suite struct FingerprintDifferenceTests {
  @Test(arguments: [
    (["b", "c"], ["a", "c"], "-a +b"), (["a", "b", "c", "d"], [], "+a +b +c +d"),
    (["a", "b", "c", "d", "e"], [], "+a +b +c +d and 1 more"),
    ([], ["a", "b", "c", "d", "e", "f"], "-a -b -c -d and 2 more"),
    (["x", "y"], ["a", "b", "c"], "-a -b -c +x and 1 more"), (["c", "a", "b"], ["a", "b", "c"], "order changed"),
    (["pytest ", "x"], ["pytest", "x"], "-pytest +pytest "),
  ])
  func `what went stands before what came, four at most`(now: [String], before: [String], expected: String) {
    #expect(Fingerprint(now).difference(from: Fingerprint(before).text) == expected)
  }

  @Test(arguments: [[], ["a"], ["b", "a", "a"]])
  func `equal lines have no difference`(lines: [String]) {
    #expect(Fingerprint(lines).difference(from: Fingerprint(lines).text) == nil)
  }

  @Test func `a text that was cut short is a difference`() {
    #expect(Fingerprint(["a", "b"]).difference(from: "a\nb") == "order changed")
    #expect(Fingerprint(["a", "b"]).difference(from: "") == "+a +b")
  }
}
