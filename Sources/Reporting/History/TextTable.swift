import Screen

/// Columns as wide as their widest cell; the last one is not filled up.
struct TextTable {
  /// The cells of each row.
  var rows: [[[TextRun]]]
  /// Columns whose cells stand at the right.
  var right: Set<Int>

  /// The rows as lines, two blanks between columns.
  var lines: [[TextRun]] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].width }.max() ?? 0 }
    return rows.map { row in
      row.indices.flatMap { column -> [TextRun] in
        let pad = TextRun(String(repeating: " ", count: widths[column] - row[column].width))
        let cell = right.contains(column) ? [pad] + row[column] : row[column] + [pad]
        return column == 0 ? cell : [TextRun("  ")] + cell
      }
    }
  }
}
