package import Logs
package import RunModel
package import Screen

/// A part of an environment's log: what one step wrote, or one command of it.
package struct LogSection: Hashable, Sendable {
  /// Lines of ours above the step's output.
  package var heading: [LogHeading]
  package var slice: LogSlice
  /// The offset at which it ends in the file; `nil` for its end.
  package var end: Int?
  /// The size the run's events told; the file may have grown since.
  package var byteCount: Int

  package var path: String { slice.path }
}

/// A log file from some offset on.
package struct LogSlice: Hashable, Sendable {
  package var path: String
  package var start = 0
}

/// A line of ours within a log.
package struct LogHeading: Hashable, Sendable {
  package var text: String
  package var role: StyleRole
  /// Whether a rule fills the line behind the text.
  package var isRuled: Bool
}

/// A row of a log as it is shown: a line, and where it is broken a piece of it.
package struct LogPosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var piece: Int

  package init(line: Int, piece: Int = 0) {
    self.line = line
    self.piece = piece
  }

  package static func < (left: LogPosition, right: LogPosition) -> Bool {
    (left.line, left.piece) < (right.line, right.piece)
  }
}

/// Where the log pane stands in its log, what of it is shown, and what is searched for.
package struct LogPaneState: Hashable, Sendable {
  package internal(set) var isFollowing = true
  /// The row at the top, as it was read last.
  package internal(set) var position = LogPosition(line: 0)
  /// How many rows to go on from there, which the next read does.
  package internal(set) var scroll = 0
  /// The columns of long lines that lie left of the pane.
  package internal(set) var firstColumn = 0
  package internal(set) var excerpt: LogExcerpt?

  package internal(set) var isWrapped = false
  package internal(set) var showsTimes = false
  package internal(set) var query: LogMatcher?
  /// Only lines with it are shown.
  package internal(set) var keep: LogMatcher?
  /// Lines with it are not shown.
  package internal(set) var hide: LogMatcher?
  /// The stream that is shown alone; `nil` for both.
  package internal(set) var stream: OutputStream?
  /// Whether some lines may be hidden.
  var isSifted: Bool { keep != nil || hide != nil || stream != nil }
  /// Whether what was typed last was a regular expression.
  package internal(set) var isExpression = false

  /// The line of the match or the error that was gone to last.
  package internal(set) var matchLine: Int?
  /// Whether the line was gone to because it tells of an error.
  package internal(set) var isErrorLine = false
  /// What is being looked for, possibly over several reads.
  package internal(set) var seek: LogSeek?

  /// The same ways to show a log, at the end of another one.
  func forAnotherLog() -> LogPaneState {
    var state = LogPaneState()
    (state.isWrapped, state.showsTimes) = (isWrapped, showsTimes)
    (state.keep, state.hide, state.stream, state.isExpression) = (keep, hide, stream, isExpression)
    return state
  }
}

extension LogMatcher {
  /// As it was typed.
  var text: String {
    switch self {
    case .text(let pattern): pattern.text
    case .expression(let expression): expression.text
    }
  }

  var isExpression: Bool { if case .expression = self { true } else { false } }
}
