import Testing

@testable import LocalHost

@Suite struct ProcessTreeTests {
  private static func process(
    _ processID: Int32, parent: Int32, session: Int32, start: UInt64 = 100, isLiving: Bool = true
  ) -> ProcessStatus {
    ProcessStatus(
      identity: ProcessIdentity(processID: processID, startTick: start), parentID: parent, groupID: session,
      sessionID: session, isLiving: isLiving)
  }

  private static let strangers = [
    process(1, parent: 0, session: 1, start: 1), process(5, parent: 1, session: 5), process(6, parent: 5, session: 5),
    process(9, parent: 1, session: 0),
  ]

  private static func members(_ tree: ProcessTree, _ processes: [ProcessStatus]) -> [Int32] {
    tree.livingMembers(in: strangers + processes).map(\.processID)
  }

  @Test func `the leader comes first and then its descendants by their start`() {
    let table = [
      Self.process(30, parent: 20, session: 20, start: 300), Self.process(31, parent: 20, session: 20, start: 200),
      Self.process(20, parent: 6, session: 20, start: 200),
    ]
    #expect(Self.members(ProcessTree(leaderID: 20), table) == [20, 31, 30])
  }

  @Test func `a descendant in a session of its own belongs to the tree with all of that session`() {
    let table = [
      Self.process(20, parent: 6, session: 20), Self.process(21, parent: 20, session: 20),
      Self.process(22, parent: 21, session: 22), Self.process(23, parent: 1, session: 22),
      Self.process(24, parent: 23, session: 24),
    ]
    #expect(Self.members(ProcessTree(leaderID: 20), table) == [20, 21, 22, 23, 24])
  }

  @Test func `an orphan of the session belongs to the tree`() {
    let table = [Self.process(20, parent: 6, session: 20), Self.process(21, parent: 1, session: 20)]
    #expect(Self.members(ProcessTree(leaderID: 20), table) == [20, 21])
  }

  @Test func `an orphan outside the session is found when it was seen before`() {
    let table = [Self.process(20, parent: 6, session: 20), Self.process(22, parent: 1, session: 22)]
    let seen: Set = [ProcessIdentity(processID: 22, startTick: 100)]
    #expect(Self.members(ProcessTree(leaderID: 20), table) == [20])
    #expect(Self.members(ProcessTree(leaderID: 20, known: seen), table) == [20, 22])
  }

  @Test func `a later process with the number of a known one is a stranger`() {
    let table = [Self.process(22, parent: 1, session: 22, start: 500)]
    let seen: Set = [ProcessIdentity(processID: 22, startTick: 100)]
    #expect(Self.members(ProcessTree(leaderID: 20, leader: .gone(endTick: 400), known: seen), table) == [])
  }

  @Test func `the session outlives its leader while an older member is in it`() {
    let table = [
      Self.process(21, parent: 1, session: 20, start: 300), Self.process(25, parent: 1, session: 20, start: 900),
    ]
    #expect(Self.members(ProcessTree(leaderID: 20, leader: .gone(endTick: 400)), table) == [21, 25])
  }

  @Test func `a session that began after the leader's end is a stranger's`() {
    let table = [
      Self.process(20, parent: 1, session: 20, start: 500), Self.process(21, parent: 20, session: 20, start: 501),
    ]
    #expect(Self.members(ProcessTree(leaderID: 20, leader: .gone(endTick: 400)), table) == [])
  }

  @Test func `processes that have ended are left out`() {
    let table = [
      Self.process(20, parent: 6, session: 20, isLiving: false), Self.process(21, parent: 20, session: 20),
    ]
    #expect(Self.members(ProcessTree(leaderID: 20), table) == [21])
  }
}
