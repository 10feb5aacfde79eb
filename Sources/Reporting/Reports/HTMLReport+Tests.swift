import EnvironmentModel
import RunModel
import TestResults

extension HTMLReport {
  /// So many tests are shown that failed.
  private static let testLimit = 500

  /// Which tests failed in which environments; nothing where no environment left reports of them.
  var tests: String {
    let matrix = run.testMatrix
    if matrix.isEmpty { return "" }
    let rows = matrix.failing
    let total = run.tallies.reduce(TestTally()) { $0 + $1.tally }
    var text = "<h2>Tests</h2>\n<p>\(escaped(total.text)) in \(matrix.environments.count) environments</p>\n"
    if rows.isEmpty { return text }
    // Environments in which nothing failed say nothing that the others do not.
    let failed = Set(rows.prefix(Self.testLimit).flatMap { $0.failed.map(\.environment) })
    let columns = matrix.environments.filter(failed.contains)
    let head = columns.map { "<th scope=\"col\">\(escaped($0.text))</th>" }.joined()
    text +=
      "<table class=\"tests\">\n<thead><tr><td></td>\(head)<th scope=\"col\">elsewhere</th></tr></thead>\n<tbody>\n"
    text += rows.prefix(Self.testLimit).map { row($0, columns, failed) }.joined()
    text += "</tbody>\n</table>\n"
    if rows.count > Self.testLimit { text += "<p>\(rows.count - Self.testLimit) more tests failed.</p>\n" }
    return text
  }

  private func row(_ row: TestMatrix.Row, _ columns: [EnvironmentName], _ columnNames: Set<EnvironmentName>) -> String {
    let messages = Set(row.failed.map(\.message)).filter { !$0.isEmpty }.sorted()
    let notes = messages.prefix(3).map { "<br><small>\(escaped($0))</small>" }.joined()
    let verdicts = row.verdicts
    let cells = columns.map { name -> String in
      guard let verdict = verdicts[name] else { return "<td></td>" }
      let status: MatrixStatus = verdict.isBad ? .fail : verdict == .passed ? .pass : .skipped
      return "<td class=\"\(status.rawValue)\">\(verdict.word)</td>"
    }
    let elsewhere = row.passed.count { !columnNames.contains($0) }
    return "<tr><th scope=\"row\"><code>\(escaped(row.test.description))</code>\(notes)</th>\(cells.joined())"
      + "<td>\(elsewhere > 0 ? "passed in \(elsewhere)" : "")</td></tr>\n"
  }
}
