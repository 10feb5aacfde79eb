import Planning

/// What running steps take up of what there is.
///
/// A step that asks for more than there is at all runs alone.
///
/// - Complexity: O(*locks and groups of the step* + *folders in use*) a question.
struct ResourceUse {
  /// What keeps a step from starting.
  enum Obstacle: Hashable {
    /// Too few jobs or too little memory are left.
    case capacity
    case lock(String)
    case group(String)
    /// Another step works in its folder, or in one above or below it.
    case folder
  }

  private let limits: ResourceLimits
  private(set) var runningCount = 0
  /// How many jobs programs within steps have taken for themselves.
  var lentJobs = 0
  private var jobs = 0
  private var memory = 0
  private var locks: Set<String> = []
  private var groups: [String: Int] = [:]
  private var folders: [String] = []

  init(_ limits: ResourceLimits) { self.limits = limits }

  /// Whether the smallest of steps might start.
  var hasRoom: Bool {
    runningCount == 0 || (jobs + lentJobs < limits.jobs && runningCount < limits.steps ?? .max)
  }

  /// What keeps a step from starting now; `nil` when nothing does.
  func obstacle(to demand: StepDemand) -> Obstacle? {
    if let lock = demand.locks.first(where: locks.contains) { return .lock(lock) }
    if let group = demand.groups.first(where: { isFull($0) }) { return .group(group) }
    if let folder = demand.folder, folders.contains(where: { Self.overlap($0, folder) }) { return .folder }
    if runningCount == 0 { return nil }
    if jobs + lentJobs + demand.weight > limits.jobs { return .capacity }
    if let most = limits.memory, memory + demand.memory > most, demand.memory > 0 { return .capacity }
    return nil
  }

  /// Whether an obstacle is one no more.
  func isGone(_ obstacle: Obstacle) -> Bool {
    switch obstacle {
    case .capacity: hasRoom
    case .lock(let name): !locks.contains(name)
    case .group(let name): !isFull(name)
    // Which folder it is about only the step tells.
    case .folder: false
    }
  }

  private func isFull(_ group: String) -> Bool { limits.groups[group].map { groups[group, default: 0] >= $0 } ?? false }

  mutating func take(_ demand: StepDemand) {
    runningCount += 1
    jobs += demand.weight
    memory += demand.memory
    locks.formUnion(demand.locks)
    for group in demand.groups { groups[group, default: 0] += 1 }
    if let folder = demand.folder { folders.append(folder) }
  }

  mutating func give(_ demand: StepDemand) {
    runningCount -= 1
    jobs -= demand.weight
    memory -= demand.memory
    locks.subtract(demand.locks)
    for group in demand.groups { groups[group, default: 0] -= 1 }
    if let folder = demand.folder, let place = folders.firstIndex(of: folder) { folders.remove(at: place) }
  }

  private static func overlap(_ one: String, _ other: String) -> Bool {
    one == other || one.hasPrefix("\(other)/") || other.hasPrefix("\(one)/") || one == "/" || other == "/"
  }
}
