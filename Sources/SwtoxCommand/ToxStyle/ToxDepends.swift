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
    var waitsFor: [EnvironmentName: Set<EnvironmentName>] = [:]
    for environment in resolved {
      let patterns = environment.list("depends").map { FileNamePattern($0) }
      waitsFor[environment.name] = Set(
        names.filter { name in name != environment.name && patterns.contains { $0.matches(name.text) } })
    }
    let order = try Self.order(names, waitsFor)
    let followed = waitsFor.mapValues { wanted in order.filter(wanted.contains) }
    var text = "Execution order: \(order.map(\.text).joined(separator: ", "))\nALL\n"
    for name in names { write(name, 1, followed, &text) }
    StandardOutput.write(text)
    return 0
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

/// A shell's pattern for names: `*`, `?`, `[ab]`, `[!ab]`.
struct FileNamePattern {
  private let pattern: [Character]

  init(_ pattern: String) { self.pattern = Array(pattern) }

  func matches(_ text: String) -> Bool { matches(Array(text)[...], pattern[...]) }

  private func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case "*":
      let rest = pattern.drop { $0 == "*" }
      return text.indices.contains { matches(text[$0...], rest) } || matches(text[text.endIndex...], rest)
    case "?": return !text.isEmpty && matches(text.dropFirst(), pattern.dropFirst())
    case "[":
      guard let end = pattern.dropFirst(2).firstIndex(of: "]"), let next = text.first else { break }
      var set = pattern[pattern.index(after: pattern.startIndex)..<end]
      let isNegated = set.first == "!"
      if isNegated { set = set.dropFirst() }
      return contains(set, next) != isNegated && matches(text.dropFirst(), pattern[pattern.index(after: end)...])
    default: break
    }
    return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
  }

  private func contains(_ set: ArraySlice<Character>, _ character: Character) -> Bool {
    var rest = set
    while let first = rest.popFirst() {
      if rest.count > 1, rest.first == "-", let last = rest.dropFirst().first {
        if first <= character, character <= last { return true }
        rest = rest.dropFirst(2)
      } else if first == character {
        return true
      }
    }
    return false
  }
}
