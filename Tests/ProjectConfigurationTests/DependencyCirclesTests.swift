import Testing

@testable import ProjectConfiguration

@Suite("Circles of dependencies")
struct DependencyCirclesTests {
  private func circles(_ needs: KeyValuePairs<String, [String]>) -> DependencyCircles {
    DependencyCircles(needs.map { ($0.key, $0.value) })
  }

  @Test("What needs nothing of itself is in no circle, though it needs one")
  func innocentsAreInNone() {
    let circles = circles(["a": ["b"], "b": ["c"], "c": ["b"], "d": []])
    #expect(circles.circle(through: "a") == nil)
    #expect(circles.circle(through: "d") == nil)
    #expect(circles.circle(through: "unknown") == nil)
    #expect(circles.circle(through: "c") == ["c", "b"])
    #expect(circles.representatives == [["b", "c"]])
  }

  @Test("What needs itself is a circle of one")
  func selfIsOne() {
    let circles = circles(["a": ["a", "missing"], "b": ["a"]])
    #expect(circles.representatives == [["a"]])
    #expect(circles.circle(through: "b") == nil)
  }

  @Test("The shortest way around is told, each group once, from its first name")
  func shortestWayIsTold() {
    let circles = circles(["d": ["c"], "c": ["b", "a"], "b": ["a"], "a": ["d"], "y": ["x"], "x": ["y"]])
    #expect(circles.representatives == [["a", "d", "c"], ["x", "y"]])
  }

  @Test("A very long circle is found without running out of stack")
  func longCirclesAreFound() {
    let count = 100_000
    let circles = DependencyCircles((0..<count).map { ("p\($0)", ["p\(($0 + 1) % count)"]) })
    #expect(circles.representatives.map(\.count) == [count])
  }
}
