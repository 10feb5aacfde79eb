package import EnvironmentModel
package import RunModel
package import Screen

/// A line for people, with what it is about.
package struct TextLine: Hashable, Sendable {
  package var runs: [TextRun]
  /// The run that it tells of, where it is one.
  package var run: RunID?
  /// The environment that it tells of, where it is one.
  package var environment: EnvironmentName?

  /// A line of several looks.
  package init(_ runs: [TextRun], run: RunID? = nil, environment: EnvironmentName? = nil) {
    self.runs = runs
    self.run = run
    self.environment = environment
  }

  /// A line that looks alike everywhere.
  package init(_ text: String, _ role: StyleRole = .text) { self.init([TextRun(text, role)]) }
}

extension TextStyle {
  /// Lines as text, each with its line feed.
  package func text(of lines: [TextLine]) -> String { lines.map { text(of: $0.runs) + "\n" }.joined() }

  /// A line as text; blanks at its end are left out.
  func text(of runs: [TextRun]) -> String {
    var runs = runs
    while let last = runs.last, last.text.allSatisfy({ $0 == " " }) { runs.removeLast() }
    if var last = runs.popLast() {
      while last.text.hasSuffix(" ") { last.text.removeLast() }
      runs.append(last)
    }
    return runs.map { colored($0.text, $0.style.role) }.joined()
  }

  /// The status's mark in its colour.
  func markRun(_ status: MatrixStatus) -> TextRun { TextRun(symbol(of: status), Self.role(of: status)) }

  /// What a text about a status means.
  static func role(of status: MatrixStatus) -> StyleRole {
    switch status {
    case .pass: .pass
    case .fail: .fail
    case .error: .error
    case .running: .running
    case .waiting: .waiting
    case .queued: .queued
    case .skipped: .skipped
    case .cancelled: .cancelled
    case .flaky: .flaky
    case .unavailable: .unavailable
    case .unknown: .dim
    }
  }
}
