/// What a step takes up of the machine while it runs.
package struct StepDemand: Hashable, Sendable {
  /// How many jobs it counts as, at least one.
  package var weight: Int
  /// How many bytes of memory it is expected to need; zero when nobody knows.
  package var memory: Int
  /// Names of things that only one step at a time may use, such as `db`.
  package var locks: Set<String>
  /// Names of the groups that it counts in, each of which may be limited: a kind of environments, `setup`, `test`.
  package var groups: Set<String>
  /// The absolute path of a folder in which no other step may work at the same time, nor in one above or below it.
  package var folder: String?

  package init(
    weight: Int = 1, memory: Int = 0, locks: Set<String> = [], groups: Set<String> = [], folder: String? = nil
  ) {
    self.weight = max(1, weight)
    self.memory = max(0, memory)
    self.locks = locks
    self.groups = groups
    self.folder = folder
  }
}
