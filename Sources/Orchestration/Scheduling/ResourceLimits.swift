/// How much may go on at once.
package struct ResourceLimits: Hashable, Sendable {
  /// How many jobs; at least one.
  package var jobs: Int
  /// How many bytes of memory steps may be expected to need together; `nil` for as many as they like.
  package var memory: Int?
  /// How many steps of a group, by its name; at least one each.
  package var groups: [String: Int]

  package init(jobs: Int, memory: Int? = nil, groups: [String: Int] = [:]) {
    self.jobs = max(1, jobs)
    self.memory = memory
    self.groups = groups.mapValues { max(1, $0) }
  }
}
