/// The state of a project's sources in version control.
package struct SourceRevision: Hashable, Sendable {
  /// The commit that is checked out, in hexadecimal digits.
  package var commit: String
  /// `nil` where no branch is checked out.
  package var branch: String?
  /// A mark of what differs from the commit: equal for equal changes; `nil` where nothing does.
  package var change: String?

  package init(commit: String, branch: String? = nil, change: String? = nil) {
    self.commit = commit
    self.branch = branch
    self.change = change
  }

  /// Whether files differ from the commit.
  package var isDirty: Bool { change != nil }

  /// As people write it: `1a2b3c4d5e` and a plus where files differ.
  package var text: String { "\(commit.prefix(10))\(isDirty ? "+" : "")" }
}
