/// A piece of an XML document.
enum XMLPiece: Hashable, Sendable {
  /// The beginning of an element; an empty one is followed by its end too.
  case start(name: String, attributes: [String: String])
  /// Text between tags, with its references replaced; several may follow each other.
  case text(String)
  case end(name: String)
}
