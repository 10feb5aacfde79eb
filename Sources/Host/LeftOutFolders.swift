/// Which folders of a tree are left out of a copy.
package struct LeftOutFolders: Hashable, Sendable {
  /// Names of files; folders that hold one are left out.
  package var marks: Set<String>
  /// Names of folders that are left out wherever they stand.
  package var names: Set<String>

  package init(marks: Set<String> = [], names: Set<String> = []) {
    self.marks = marks
    self.names = names
  }
}
