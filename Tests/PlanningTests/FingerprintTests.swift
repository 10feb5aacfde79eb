import Planning
import Testing

@Suite struct FingerprintTests {
  @Test(arguments: [
    (["a", "b"], ["a", "b"], nil), (["a", "c"], ["a", "b"], "-b +c"), (["b", "a"], ["a", "b"], "order changed"),
    ([], ["a"], "-a"), (["a", "b", "c", "d", "e", "f"], ["a"], "+b +c +d +e and 1 more"),
  ])
  func `a difference names what went and what came`(now: [String], before: [String], expected: String?) {
    #expect(Fingerprint(now).difference(from: Fingerprint(before).text) == expected)
  }
}
