/// Which processes descend from a child that leads a session of its own.
struct ProcessTree: Sendable {
  /// What is known of the child itself.
  enum Leader: Hashable, Sendable {
    /// It runs, or has ended and keeps its number because nobody has waited for it.
    case present
    /// It has been waited for at this tick, and its number may belong to a stranger since.
    case gone(endTick: UInt64)
  }

  let leaderID: Int32
  var leader: Leader
  /// Descendants seen earlier; they stay ours when their parents have ended, and those that ended never come back.
  var known: Set<ProcessIdentity> = []

  init(leaderID: Int32, leader: Leader = .present, known: Set<ProcessIdentity> = []) {
    self.leaderID = leaderID
    self.leader = leader
    self.known = known
  }

  /// The living members, the leader first and then in the order of their start.
  ///
  /// A process belongs to the tree when it is the leader, is in the leader's session, was known, or has a parent or a
  /// companion in its session that belongs to it: no member of the tree is in a session that was there before it.
  ///
  /// - Complexity: O(*n* · *d*), where *n* is the size of the table and *d* the depth of the tree.
  func livingMembers(in table: [ProcessStatus]) -> [ProcessStatus] {
    let hasOwnSession = hasOwnSession(in: table)
    var members = table.filter { isRoot($0, hasOwnSession: hasOwnSession) }
    var memberIDs = Set(members.map(\.processID))
    var sessionIDs = Set(members.map(\.sessionID)).subtracting([0])
    var rest = table.filter { !memberIDs.contains($0.processID) }
    while true {
      let added = rest.filter { memberIDs.contains($0.parentID) || sessionIDs.contains($0.sessionID) }
      if added.isEmpty { break }
      members += added
      memberIDs.formUnion(added.map(\.processID))
      sessionIDs.formUnion(added.map(\.sessionID).filter { $0 != 0 })
      rest.removeAll { memberIDs.contains($0.processID) }
    }
    return members.filter(\.isLiving).sorted { sortKey($0) < sortKey($1) }
  }

  private func isRoot(_ status: ProcessStatus, hasOwnSession: Bool) -> Bool {
    if leader == .present, status.processID == leaderID { return true }
    if hasOwnSession, status.sessionID == leaderID { return true }
    return known.contains(status.identity)
  }

  /// Whether the session of the leader's number is still the leader's.
  ///
  /// The kernel gives away no number that a session still bears. So when a member of the session began before the
  /// leader's end, the session has never been empty since, and all of it is ours.
  private func hasOwnSession(in table: [ProcessStatus]) -> Bool {
    switch leader {
    case .present: true
    case .gone(let endTick):
      table.contains { $0.sessionID == leaderID && $0.identity.startTick <= endTick }
    }
  }

  private func sortKey(_ status: ProcessStatus) -> (Int, UInt64, Int32) {
    (status.processID == leaderID ? 0 : 1, status.identity.startTick, status.processID)
  }
}
