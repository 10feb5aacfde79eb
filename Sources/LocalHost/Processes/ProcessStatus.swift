/// A process for as long as it lives, told from a later one that was given the same number.
struct ProcessIdentity: Hashable, Sendable {
  var processID: Int32
  /// Clock ticks between the machine's start and the process's.
  var startTick: UInt64
}

/// The fields of `/proc/PID/stat` that place a process in its tree (proc(5)).
struct ProcessStatus: Hashable, Sendable {
  var identity: ProcessIdentity
  var parentID: Int32
  var groupID: Int32
  var sessionID: Int32
  /// Whether it runs, sleeps or is stopped, as against having ended without being waited for.
  var isLiving: Bool

  var processID: Int32 { identity.processID }
}

extension ProcessStatus {
  /// The field numbers of proc(5), which begin at one.
  private enum Field {
    static let state = 3
    static let parent = 4
    static let group = 5
    static let session = 6
    static let threadCount = 20
    static let startTick = 22
  }

  /// Reads one line of `/proc/PID/stat`; `nil` when it is cut off or is something else.
  ///
  /// The name in parentheses may itself hold spaces, parentheses and line feeds, so the fields begin after the last `)`.
  init?(parsing line: Span<UInt8>) {
    guard let processID = Int32(exactly: Self.number(in: line, from: 0).value) else { return nil }
    guard var index = line.indices.last(where: { line[$0] == UInt8(ascii: ")") }) else { return nil }
    var values: [UInt64] = []
    var state: UInt8 = 0
    index += 2
    for field in Field.state...Field.startTick {
      guard index < line.count else { return nil }
      if field == Field.state { state = line[index] }
      let number = Self.number(in: line, from: index)
      values.append(number.value)
      index = number.end + 1
    }
    func value(_ field: Int) -> UInt64 { values[field - Field.state] }
    identity = ProcessIdentity(processID: processID, startTick: value(Field.startTick))
    parentID = Int32(truncatingIfNeeded: value(Field.parent))
    groupID = Int32(truncatingIfNeeded: value(Field.group))
    sessionID = Int32(truncatingIfNeeded: value(Field.session))
    let hasEnded = state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
    // A process whose first thread has ended looks like a zombie and still works.
    isLiving = !hasEnded || value(Field.threadCount) > 1
  }

  /// The decimal number at an index, 0 when there is none, and the index of the space after it.
  private static func number(in line: Span<UInt8>, from start: Int) -> (value: UInt64, end: Int) {
    var value: UInt64 = 0
    var index = start
    while index < line.count, line[index] != UInt8(ascii: " ") {
      let digit = line[index] &- UInt8(ascii: "0")
      if digit < 10 { value = value &* 10 &+ UInt64(digit) }
      index += 1
    }
    return (value, index)
  }
}
