import SourceText

extension TOMLTableBuilder {
  /// The mistake of defining a second time what the parts of `path` up to `index` name.
  func redefinition(
    _ path: TOMLKeyPath, _ index: Int, _ entry: TOMLTableNode.Entry, header: Range<Int>? = nil
  ) -> DiagnosticError {
    let name = name(path, index)
    let (thing, help) =
      switch entry.slot {
      case .value: ("key", header == nil ? nil : "give the table another name, or remove the key")
      case .table: ("table", header == nil ? nil : "put the keys of both below one header")
      case .tables: ("array of tables", header == nil ? nil : "write '[[\(name)]]' to add a table to it")
      }
    return failure("\(thing) '\(name)' is already defined", header ?? path.parts[index].range, entry, help: help)
  }

  /// The mistake of adding to something that is no table, or to a table that is complete.
  func extensionFailure(_ path: TOMLKeyPath, _ index: Int, _ entry: TOMLTableNode.Entry) -> DiagnosticError {
    let name = name(path, index)
    let range = path.parts[index].range
    switch entry.slot {
    case .table:
      return failure(
        "a dotted key cannot add to table '\(name)'", range, entry, help: "put the key below the header of the table")
    case .tables:
      return failure(
        "a dotted key cannot add to the array of tables '\(name)'", range, entry,
        help: "put the key below the header of one of its tables")
    case .value(let value):
      switch value.content {
      case .table:
        return failure(
          "nothing can be added to the inline table '\(name)'", range, entry, help: "write the key inside its braces")
      case .array:
        return failure("'\(name)' is an array in brackets, which headers cannot add to", range, entry)
      default: return failure("'\(name)' is \(value.kind), not a table", range, entry)
      }
    }
  }

  private func failure(
    _ message: String, _ range: Range<Int>, _ entry: TOMLTableNode.Entry, help: String? = nil
  ) -> DiagnosticError {
    let note = Diagnostic.Note("first defined here", at: span(definition(of: entry)))
    return DiagnosticError(Diagnostic(.error, message, at: span(range), notes: [note], help: help))
  }

  private func definition(of entry: TOMLTableNode.Entry) -> Range<Int> {
    switch entry.slot {
    case .value: entry.keyRange
    case .table(let node): nodes[node].range
    case .tables(let array): tableArrays[array].first.map { nodes[$0].range } ?? entry.keyRange
    }
  }

  /// A key without its quotes, or the parts of a dotted one up to `index` as the document writes them.
  private func name(_ path: TOMLKeyPath, _ index: Int) -> String {
    if index == 0 { return path.parts[0].key.text }
    return String(decoding: file.bytes[path.range(through: index)], as: UTF8.self)
  }
}
