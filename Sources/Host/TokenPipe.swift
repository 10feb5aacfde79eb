/// A pipe of tokens, one byte each, out of which children take some and into which they give them back.
package protocol TokenPipe: AnyObject, Sendable {
  /// The path by which children open it.
  var path: String { get }
  /// How many tokens are in it now.
  var count: Int { get }
  /// Takes as many as are there, at most so many; never waits.
  ///
  /// - Returns: How many it were.
  func take(_ count: Int) -> Int
  /// Puts so many in.
  func put(_ count: Int)
}
