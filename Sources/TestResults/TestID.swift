/// What a test is called, so that it is known again in other environments and runs.
package struct TestID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The class or file that it stands in, as its tool tells it: `tests.test_a.TestX`; may be empty.
  package var className: String
  /// With its parameters: `test_x[3]`.
  package var name: String

  package init(className: String, name: String) {
    self.className = className
    self.name = name
  }

  /// `tests.test_a::test_x[3]`.
  package var description: String { className.isEmpty ? name : "\(className)::\(name)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.className, left.name) < (right.className, right.name)
  }
}
