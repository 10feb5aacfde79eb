import SourceText

/// Puts the tables of a document together and holds the rules on what may be defined twice.
struct TOMLTableBuilder {
  let file: SourceFile
  private(set) var nodes: [TOMLTableNode]
  /// The tables of each array of tables, by node; never empty.
  private(set) var tableArrays: [[Int]] = []

  /// The node of the table all others are inside of.
  static let root = 0

  init(_ file: SourceFile) {
    self.file = file
    nodes = [TOMLTableNode(.definition, range: 0..<file.bytes.count, depth: 0)]
  }

  /// A table that nothing leads to: what stands below a wrong header goes there.
  mutating func detachedTable(range: Range<Int>) -> Int { addNode(.definition, range, depth: 1) }

  /// The table that the header `[path]` defines.
  mutating func table(_ path: TOMLKeyPath, header: Range<Int>) throws(DiagnosticError) -> Int {
    let parent = try parent(of: path)
    let (part, index) = (path.last, path.parts.count - 1)
    guard let entry = nodes[parent].entry(part.key) else {
      return addTable(part, to: parent, .definition, range: header)
    }
    guard case .table(let node) = entry.slot, nodes[node].origin == .headerPath else {
      throw redefinition(path, index, entry, header: header)
    }
    nodes[node].origin = .definition
    nodes[node].range = header
    return node
  }

  /// The table that the header `[[path]]` adds to its array.
  mutating func arrayElement(_ path: TOMLKeyPath, header: Range<Int>) throws(DiagnosticError) -> Int {
    let parent = try parent(of: path)
    let (part, index) = (path.last, path.parts.count - 1)
    let element = addNode(.definition, header, depth: path.parts.count)
    guard let entry = nodes[parent].entry(part.key) else {
      nodes[parent].append(part, .tables(tableArrays.count))
      tableArrays.append([element])
      return element
    }
    guard case .tables(let array) = entry.slot else { throw redefinition(path, index, entry, header: header) }
    tableArrays[array].append(element)
    return element
  }

  /// Gives a key its value; dotted keys make the tables on their way.
  mutating func define(_ path: TOMLKeyPath, _ value: TOMLValue, in node: Int) throws(DiagnosticError) {
    var table = node
    for (index, part) in path.parts.dropLast().enumerated() {
      guard let entry = nodes[table].entry(part.key) else {
        table = addTable(part, to: table, .dottedKey, range: part.range)
        continue
      }
      guard case .table(let next) = entry.slot, nodes[next].origin != .definition else {
        throw extensionFailure(path, index, entry)
      }
      nodes[next].origin = .dottedKey
      table = next
    }
    if let entry = nodes[table].entry(path.last.key) { throw redefinition(path, path.parts.count - 1, entry) }
    nodes[table].append(path.last, .value(value))
  }

  /// The table that the last part of a header belongs to; makes the tables on the way.
  private mutating func parent(of path: TOMLKeyPath) throws(DiagnosticError) -> Int {
    var table = Self.root
    for (index, part) in path.parts.dropLast().enumerated() {
      guard let entry = nodes[table].entry(part.key) else {
        table = addTable(part, to: table, .headerPath, range: part.range)
        continue
      }
      switch entry.slot {
      case .table(let next): table = next
      case .tables(let array): table = tableArrays[array].last ?? table
      case .value: throw extensionFailure(path, index, entry)
      }
    }
    return table
  }

  private mutating func addTable(
    _ part: TOMLKeyPath.Part, to parent: Int, _ origin: TOMLTableNode.Origin, range: Range<Int>
  ) -> Int {
    let node = addNode(origin, range, depth: nodes[parent].depth + 1)
    nodes[parent].append(part, .table(node))
    return node
  }

  private mutating func addNode(_ origin: TOMLTableNode.Origin, _ range: Range<Int>, depth: Int) -> Int {
    nodes.append(TOMLTableNode(origin, range: range, depth: depth))
    return nodes.count - 1
  }
}

extension TOMLTableBuilder {
  /// Begins an inline table, which nothing can be added to once ``finishInlineTable(_:range:)`` has closed it.
  mutating func inlineTable(range: Range<Int>, depth: Int) -> Int { addNode(.definition, range, depth: depth) }

  /// The inline table as a value; its node and those made after it are given back.
  mutating func finishInlineTable(_ node: Int, range: Range<Int>) -> TOMLTable {
    nodes[node].range = range
    let table = finish(node)
    nodes.removeSubrange(node...)
    return table
  }

  /// The table of a node with everything inside it; empties the node.
  ///
  /// Recursion is bounded by ``TOMLReader/depthLimit``.
  mutating func finish(_ node: Int) -> TOMLTable {
    let open = nodes[node]
    nodes[node] = TOMLTableNode(.definition, range: open.range, depth: open.depth)
    var entries: [TOMLEntry] = []
    entries.reserveCapacity(open.entries.count)
    for entry in open.entries {
      entries.append(TOMLEntry(key: entry.key.text, keySpan: span(entry.keyRange), value: value(entry.slot)))
    }
    return TOMLTable(entries: entries, index: open.index, span: span(open.range))
  }

  private mutating func value(_ slot: TOMLTableNode.Slot) -> TOMLValue {
    switch slot {
    case .value(let value): return value
    case .table(let node): return tableValue(node)
    case .tables(let array):
      var tables: [TOMLValue] = []
      tables.reserveCapacity(tableArrays[array].count)
      for node in tableArrays[array] { tables.append(tableValue(node)) }
      return TOMLValue(.array(tables), at: tables.first?.span ?? span(0..<0))
    }
  }

  private mutating func tableValue(_ node: Int) -> TOMLValue {
    let table = finish(node)
    return TOMLValue(.table(table), at: table.span)
  }

  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: file, range: range) }
}
