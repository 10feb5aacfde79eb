import EnvironmentModel
import ProjectConfiguration

/// `depends`: in which order environments run, and why.
struct ToxDepends {
  let face: ToxFace
  let session: ProjectSession
  let environments: ToxEnvironments

  func run() async throws(ToxError) -> Int32 {
    let names = environments.runs
    let resolved = session.configuration.environments(names, only: ["depends"]).environments
    let waitsFor = Self.relations(of: resolved)
    let order = try Self.order(names, waitsFor)
    let followed = waitsFor.mapValues { wanted in order.filter(wanted.contains) }
    var text = "Execution order: \(order.map(\.text).joined(separator: ", "))\nALL\n"
    for name in names { write(name, 1, followed, &text) }
    StandardOutput.write(text)
    return 0
  }

  /// What each environment waits for of the others.
  static func relations(of environments: [Environment]) -> [EnvironmentName: Set<EnvironmentName>] {
    var waitsFor: [EnvironmentName: Set<EnvironmentName>] = [:]
    let names = environments.map(\.name)
    for environment in environments {
      let patterns = environment.list("depends").map { WildcardPattern($0) }
      if patterns.isEmpty { continue }
      waitsFor[environment.name] = Set(
        names.filter { name in name != environment.name && patterns.contains { $0.matches(name.text) } })
    }
    return waitsFor
  }

  private func write(
    _ name: EnvironmentName, _ depth: Int, _ followed: [EnvironmentName: [EnvironmentName]], _ text: inout String
  ) {
    let packagers = (environments.packagersOf[name] ?? []).map(\.text).joined(separator: " | ")
    text += String(repeating: "   ", count: depth) + name.text + (packagers.isEmpty ? "" : " ~ \(packagers)") + "\n"
    for other in followed[name] ?? [] { write(other, depth + 1, followed, &text) }
  }

  /// The names so that each comes after what it waits for, else as they stand.
  static func order(
    _ names: [EnvironmentName], _ waitsFor: [EnvironmentName: Set<EnvironmentName>]
  ) throws(ToxError) -> [EnvironmentName] {
    let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    var waiting = names.map { waitsFor[$0]?.count ?? 0 }
    var followers: [EnvironmentName: [Int]] = [:]
    for (place, name) in names.enumerated() {
      for other in waitsFor[name] ?? [] { followers[other, default: []].append(place) }
    }
    var isDone = names.map { _ in false }
    var order: [EnvironmentName] = []
    // Nothing before this place can go on.
    var start = 0
    while start < names.count {
      guard !isDone[start], waiting[start] == 0 else {
        start += 1
        continue
      }
      isDone[start] = true
      order.append(names[start])
      var next = start + 1
      for place in followers[names[start]] ?? [] {
        waiting[place] -= 1
        if waiting[place] == 0 { next = min(next, place) }
      }
      start = next
    }
    guard order.count == places.count else {
      let circle = names.enumerated().filter { !isDone[$0.offset] }.map(\.element.text).sorted().joined(
        separator: " | ")
      throw ToxError("circular dependency detected between environments: \(circle)")
    }
    return order
  }
}
