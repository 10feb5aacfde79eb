/// What differs between what two results of an environment rest on.
package enum ResultChange: Hashable, Sendable {
  case commit(from: String, to: String)
  /// The commit is the same, and other files differ from it.
  case workingTree
  case interpreter(from: String, to: String)
  case tool(from: String, to: String)
  /// A package with its versions; `nil` where it was not installed.
  case package(name: String, from: String?, to: String?)
  /// A key of the configuration.
  case setting(String)
  /// An artefact, a requirements file or sources that are worked on in place, for people: `package 'core'`.
  case input(String)

  /// For people: `commit 1a2b3c4d5e -> 2b3c4d5e6f`, `-attrs==25.1 +attrs==26.1`.
  package var text: String {
    switch self {
    case .commit(let from, let to): "commit \(from) -> \(to)"
    case .workingTree: "files that differ from the commit"
    case .interpreter(let from, let to): "interpreter \(from) -> \(to)"
    case .tool(let from, let to): "made by \(from) -> \(to)"
    case .package(let name, let from, let to):
      [from.map { "-\(name)==\($0)" }, to.map { "+\(name)==\($0)" }].compactMap { $0 }.joined(separator: " ")
    case .setting(let key): "setting \(key)"
    case .input(let name): name
    }
  }

  /// The packages that differ between two lists, by name.
  package static func packages(
    from old: [EnvironmentContent.Package], to new: [EnvironmentContent.Package]
  ) -> [ResultChange] {
    let before = Dictionary(old.map { ($0.name, $0.version) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.name, $0.version) }) { first, _ in first }
    return Set(before.keys).union(after.keys).sorted().compactMap { name in
      before[name] == after[name] ? nil : .package(name: name, from: before[name], to: after[name])
    }
  }

  /// The names whose marks differ, sorted.
  package static func names<Mark: Equatable>(from old: [String: Mark], to new: [String: Mark]) -> [String] {
    Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
  }
}

/// When an environment broke, and what had changed by then.
package struct BreakReport: Hashable, Sendable {
  package var good: PastResult
  package var bad: PastResult
  package var changes: [ResultChange]

  package init(good: PastResult, bad: PastResult, changes: [ResultChange]) {
    self.good = good
    self.bad = bad
    self.changes = changes
  }
}
