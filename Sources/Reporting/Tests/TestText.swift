import EnvironmentModel
import RunModel
import Screen
import TestResults

/// The same tests across environments, as lines for people.
struct TestText {
  /// So many names are told of an environment list.
  private static let nameLimit = 6
  /// So much of a message stands behind a test in a summary.
  private static let messageLimit = 100

  private let matrix: TestMatrix

  init(_ matrix: TestMatrix) { self.matrix = matrix }

  /// The tests that failed, a line each, for a summary; none where none did.
  ///
  /// - Parameters:
  ///   - limit: How many are told at most.
  ///   - more: What tells the rest, as a command line.
  func summary(limit: Int, more: String) -> [String] {
    let rows = matrix.failing
    if rows.isEmpty { return [] }
    let lines = rows.prefix(limit).map { row in
      "  \(MarkupText.singleLine(row.test.description))  \(Self.places(row))\(Self.message(row))"
    }
    let rest = rows.count - lines.count
    return ["tests that failed:"] + lines + (rest > 0 ? ["  and \(rest) more: \(more)"] : [])
  }

  /// In which environments a test failed: `in py311, py312 of 4`; `in py311` where no other has it.
  static func places(_ row: TestMatrix.Row) -> String {
    let (failed, count) = (row.failed.count, row.count)
    if failed == count, count > 1 { return "in all \(count)" }
    let names = row.failed.prefix(nameLimit).map(\.environment.text).joined(separator: ", ")
    let rest = failed - nameLimit
    return "in \(names)\(rest > 0 ? " and \(rest) more" : "")\(count > failed ? " of \(count)" : "")"
  }

  private static func message(_ row: TestMatrix.Row) -> String {
    let text = MarkupText.singleLine(row.failed.first?.message ?? "")
    if text.isEmpty { return "" }
    return ": " + (text.count > messageLimit ? "\(text.prefix(messageLimit))…" : text)
  }

  /// All that is known: counts for each environment, then each failing test with its message in each environment, those
  /// that say the same together.
  ///
  /// - Parameter tallies: How many tests came out how, by environment.
  func whole(_ tallies: [(name: EnvironmentName, tally: TestTally)], style: TextStyle) -> [TextLine] {
    let width = tallies.map { $0.name.text.count }.max() ?? 0
    var lines = tallies.map { name, tally in
      let status: MatrixStatus = tally.failed + tally.errors > 0 ? .fail : .pass
      let pad = String(repeating: " ", count: width - name.text.count)
      return TextLine(
        [style.markRun(status), TextRun(" \(name.text)\(pad)  "), TextRun(tally.text, TextStyle.role(of: status))],
        environment: name)
    }
    for row in matrix.failing { lines += [TextLine("")] + self.lines(of: row) }
    if !matrix.flaky.isEmpty {
      lines += [TextLine(""), TextLine("passed only when they were tried again:")]
      lines += matrix.flaky.map { test, names in
        TextLine(
          "  \(MarkupText.singleLine(test.description))  in \(names.map(\.text).joined(separator: ", "))")
      }
    }
    return lines
  }

  private func lines(of row: TestMatrix.Row) -> [TextLine] {
    var lines = [TextLine(MarkupText.singleLine(row.test.description), .title)]
    for group in FailureGroup.groups(of: row.failed.map { ($0.environment, MarkupText.singleLine($0.message)) }) {
      let names = group.environments.map(\.text).joined(separator: ", ")
      let message = group.error.isEmpty ? "" : ": \(group.error)"
      lines.append(
        TextLine(
          [TextRun("  "), TextRun("failed", .fail), TextRun("   \(names)\(message)")],
          environment: group.environments.first))
    }
    if !row.passed.isEmpty {
      lines.append(
        TextLine([
          TextRun("  "), TextRun("passed", .pass), TextRun("   \(row.passed.map(\.text).joined(separator: ", "))"),
        ]))
    }
    if !row.skipped.isEmpty {
      lines.append(
        TextLine(
          [
            TextRun("  "), TextRun("skipped", .skipped),
            TextRun("  \(row.skipped.map(\.text).joined(separator: ", "))"),
          ]))
    }
    return lines
  }
}
