/// A table while the document is read: headers and dotted keys may still add to it.
///
/// Nodes name each other by their place in the builder's list, so that a table deep inside grows without being copied.
struct TOMLTableNode {
  /// What made the table, which decides what may still add to it.
  enum Origin {
    /// A header of its own, or the file for the root, or braces: never defined a second time.
    case definition
    /// The path of a header that defines a table inside: a header of its own may still come.
    case headerPath
    /// A dotted key: more dotted keys of the same section may add to it, and headers may define tables inside.
    case dottedKey
  }

  /// What a key stands for so far.
  enum Slot {
    case value(TOMLValue)
    /// A table, by its node.
    case table(Int)
    /// An array of tables, by its place in the builder's list of such arrays.
    case tables(Int)
  }

  struct Entry {
    let key: TOMLKey
    let keyRange: Range<Int>
    let slot: Slot
  }

  private(set) var entries: [Entry] = []
  private(set) var index = TOMLKeyIndex()
  var origin: Origin
  /// The bytes that make the table: its header, its part of a key, or its opening brace.
  var range: Range<Int>
  /// How many keys lead to the table; zero for the root.
  let depth: Int

  init(_ origin: Origin, range: Range<Int>, depth: Int) {
    self.origin = origin
    self.range = range
    self.depth = depth
  }

  func entry(_ key: TOMLKey) -> Entry? {
    index.position(of: key, count: entries.count) { entries[$0].key }.map { entries[$0] }
  }

  /// Adds a key the table does not have.
  mutating func append(_ part: TOMLKeyPath.Part, _ slot: Slot) {
    entries.append(Entry(key: part.key, keyRange: part.range, slot: slot))
    index.append(count: entries.count) { entries[$0].key }
  }
}
