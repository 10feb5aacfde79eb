package import Logs
package import RunModel
package import Screen

/// What is to be read of a log so that the pane can be drawn.
package struct LogRequest: Hashable, Sendable {
  package var owner: StepOwner
  package var run: RunID
  package var sections: [LogSection]
  /// The row at the top, and how many rows to go on from there; ignored while following.
  package var position: LogPosition
  package var scroll: Int
  package var isFollowing: Bool
  package var rowCount: Int
  /// The columns that are seen of a line.
  package var columnCount: Int
  /// The columns of long lines that lie left of them.
  package var firstColumn: Int
  package var isWrapped: Bool
  package var showsTimes: Bool
  /// What is searched for; `nil` when nothing is.
  package var query: LogMatcher?
  package var keep: LogMatcher?
  package var hide: LogMatcher?
  /// The stream that is shown alone; `nil` for both.
  package var stream: OutputStream?
  /// The line to be found.
  package var seek: LogSeek?

  /// Whether some lines may be hidden.
  var isSifted: Bool { keep != nil || hide != nil || stream != nil }
}

/// A line to be found.
package enum LogSeek: Hashable, Sendable {
  /// The nearest match below or above a line, which itself does not count.
  case after(Int)
  case before(Int)
  /// The nearest line that tells of an error.
  case errorAfter(Int)
  case errorBefore(Int)
  /// A line of a file.
  case place(path: String, line: Int)
}

/// One row of a log pane, ready to be drawn.
package struct LogRow: Hashable, Sendable {
  /// A line of ours, or what a program wrote.
  package enum Content: Hashable, Sendable {
    case heading(LogHeading)
    case output([Cell])
  }

  package var position: LogPosition
  package var content: Content
  /// When it was written, in microseconds since 1970; `nil` where nobody noted it.
  package var time: Int64?
  /// Whether it goes on with the line before, which was too long to be taken as one.
  package var isContinuation = false

  package init(_ content: Content, at position: LogPosition) {
    self.content = content
    self.position = position
  }
}

/// What was read of a log: the rows shown and what is known of all.
package struct LogExcerpt: Hashable, Sendable {
  package var owner: StepOwner
  package var run: RunID
  /// The row at the top, and how many of the rows that were asked for it has gone on.
  package var position = LogPosition(line: 0)
  package var scrolled = 0
  package var rows: [LogRow] = []
  package var lineCount = 0
  /// How many lines are shown of them, where some are hidden.
  package var shownCount: Int?
  /// Whether it is known to which stream the lines were written; only told where one is shown alone.
  package var tellsStreams = false
  /// Whether bytes remain that were not counted yet.
  package var isPartial = false
  /// The query that the matches answer.
  package var query: LogMatcher?
  /// How many matches were found so far.
  package var matchCount = 0
  /// What was sought, and the line that was found; `nil` when there is none so far.
  package var sought: LogSeek?
  package var foundLine: Int?
  /// The column of that line at which the match begins.
  package var foundColumn: Int?
  /// Whether the whole log was searched.
  package var isSearchComplete = true
  /// Why the log could not be read.
  package var failure: String?

  package init(owner: StepOwner, run: RunID) {
    self.owner = owner
    self.run = run
  }
}
