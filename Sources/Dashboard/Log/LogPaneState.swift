package import RunModel
package import Screen

/// A part of an environment's log: what one step wrote.
package struct LogSection: Hashable, Sendable {
  /// Lines of ours above the step's output.
  package var heading: [LogHeading]
  package var path: String
  /// The size the run's events told; the file may have grown since.
  package var byteCount: Int
}

/// A line of ours within a log.
package struct LogHeading: Hashable, Sendable {
  package var text: String
  package var role: StyleRole
  /// Whether a rule fills the line behind the text.
  package var isRuled: Bool
}

/// What is to be read of a log so that the pane can be drawn.
package struct LogRequest: Hashable, Sendable {
  package var owner: StepOwner
  package var run: RunID
  package var sections: [LogSection]
  /// The first line shown; ignored while following.
  package var firstLine: Int
  package var isFollowing: Bool
  package var rowCount: Int
  package var columnCount: Int
  /// What is searched for; empty when nothing is.
  package var query: String
  /// The match to be found.
  package var seek: LogSeek?
}

/// The nearest match in a direction from a line, which itself does not count.
package enum LogSeek: Hashable, Sendable {
  case after(Int)
  case before(Int)
}

/// One line of a log pane, ready to be drawn.
package enum LogRow: Hashable, Sendable {
  case heading(LogHeading)
  case output([Cell])
}

/// What was read of a log: the lines shown and what is known of all.
package struct LogExcerpt: Hashable, Sendable {
  package var owner: StepOwner
  package var run: RunID
  package var firstLine: Int
  package var rows: [LogRow]
  package var lineCount: Int
  /// Whether bytes remain that were not counted yet.
  package var isPartial: Bool
  /// The query that the matches answer; empty when nothing is searched for.
  package var query: String
  /// How many matches were found so far.
  package var matchCount: Int
  /// The line of the match that was sought; `nil` when there is none so far.
  package var foundLine: Int?
  /// Whether the whole log was searched.
  package var isSearchComplete: Bool
  /// Why the log could not be read.
  package var failure: String?

  package init(
    owner: StepOwner, run: RunID, firstLine: Int, rows: [LogRow], lineCount: Int, isPartial: Bool = false,
    query: String = "", matchCount: Int = 0, foundLine: Int? = nil, isSearchComplete: Bool = true,
    failure: String? = nil
  ) {
    self.owner = owner
    self.run = run
    self.firstLine = firstLine
    self.rows = rows
    self.lineCount = lineCount
    self.isPartial = isPartial
    self.query = query
    self.matchCount = matchCount
    self.foundLine = foundLine
    self.isSearchComplete = isSearchComplete
    self.failure = failure
  }
}

/// Where the log pane stands in its log and what is searched for.
package struct LogPaneState: Hashable, Sendable {
  package internal(set) var isFollowing = true
  package internal(set) var firstLine = 0
  /// The columns of long lines that lie left of the pane.
  package internal(set) var firstColumn = 0
  package internal(set) var excerpt: LogExcerpt?
  /// What is being typed behind `/`; `nil` when nothing is.
  package internal(set) var input: String?
  package internal(set) var query = ""
  /// The line of the match that was gone to last.
  package internal(set) var matchLine: Int?
  /// The match that is being looked for, possibly over several reads.
  package internal(set) var seek: LogSeek?
}
