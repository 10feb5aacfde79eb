import EnvironmentModel
import Host
import Planning

/// The files below a folder of sources.
struct SourceTree {
  let root: String
  let files: any FileHost

  // MARK: By patterns

  func paths(matching patterns: [String]) -> [String] {
    let glob = GlobExpansion(files: files)
    let found = patterns.flatMap { glob.paths(matching: $0, from: root) }.filter { files.status($0)?.kind == .file }
    return Set(found.map { $0.hasPrefix(root + "/") ? String($0.dropFirst(root.count + 1)) : $0 }).sorted()
  }

  // MARK: By git

  /// - Parameters:
  ///   - tracked: What git knows.
  ///   - others: What it does not ignore, though it does not know it.
  func sources(tracked: [String], others: [String]) -> [String] {
    var generated: [Substring: Bool] = [:]
    let added = others.filter { path in
      let parts = path.split(separator: "/")
      if parts.contains(where: SourceRules.isFilled) || SourceRules.isMade(parts.last ?? "") { return false }
      if parts.first?.hasPrefix(".") ?? true, parts.count > 1 { return false }
      return !isBelowGenerated(path, &generated)
    }
    var found: Set<String> = []
    for path in tracked + added {
      switch files.status("\(root)/\(path)")?.kind {
      case .file: found.insert(path)
      // A link to a folder, or another repository within this one.
      case .directory: found.formUnion(sources(below: path.hasSuffix("/") ? String(path.dropLast()) : path))
      default: break
      }
    }
    return found.sorted()
  }

  /// - Parameter known: What is known of folders.
  private func isBelowGenerated(_ path: String, _ known: inout [Substring: Bool]) -> Bool {
    guard let slash = path.lastIndex(of: "/") else { return false }
    let folder = path[..<slash]
    if let answer = known[folder] { return answer }
    let answer = isGenerated(String(folder)) || isBelowGenerated(String(folder), &known)
    known[folder] = answer
    return answer
  }

  private func isGenerated(_ folder: String) -> Bool {
    // Git lists folders that it may list; what it may not is no source.
    (try? files.list("\(root)/\(folder)")).map { isGenerated($0, folder) } ?? true
  }

  private func isGenerated(_ names: [String], _ folder: String) -> Bool {
    names.contains(where: SourceRules.generatedMarks.contains)
      || (SourceRules.filledPlaces.contains(folder) && !names.contains("__init__.py"))
  }

  // MARK: By looking

  /// All but what tools leave.
  func sources() -> [String] { sources(below: "").sorted() }

  private func sources(below start: String) -> [String] {
    var found: [String] = []
    var folders = [start]
    var seen: Set<String> = []
    while let folder = folders.popLast() {
      let place = "\(root)/\(folder)"
      // A link may lead back to a folder above.
      guard let resolved = files.resolved(place), seen.insert(resolved).inserted else { continue }
      guard let names = try? files.list(place), !isGenerated(names, folder) else { continue }  // unreadable: none
      for name in names where !SourceRules.isFilled(name[...]) && !SourceRules.isMade(name[...]) {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        switch files.status("\(root)/\(path)")?.kind {
        // What is hidden at the top belongs to tools.
        case .directory: if !folder.isEmpty || !name.hasPrefix(".") { folders.append(path) }
        case .file: found.append(path)
        default: break
        }
      }
    }
    return found
  }

  // MARK: Accounts

  /// The paths without files at the top that a build does not look at, as nothing that says how it is built names them.
  func withoutAccounts(_ paths: [String], _ inputs: BuildInputs) -> [String] {
    let counted = paths.filter { !inputs.testFiles.contains("\(root)/\($0)") }
    if inputs.hasAccounts { return counted }
    func isAccount(_ path: String) -> Bool {
      SourceRules.isAccount(path.split(separator: "/").first.map(String.init) ?? "")
        && (path.hasPrefix(".") || !path.contains("/"))
    }
    let candidates = counted.filter(isAccount)
    if candidates.isEmpty { return counted }
    let text = ["pyproject.toml", "setup.py", "setup.cfg", "MANIFEST.in", "package.json"]
      .map { String(decoding: (try? files.read("\(root)/\($0)")) ?? [], as: UTF8.self) }  // none there: names nothing
      .joined(separator: "\n")
    func isTold(_ path: String) -> Bool {
      let start = path.split(separator: "/").first.map(String.init) ?? path
      return text.firstRange(of: path) != nil || (path.hasPrefix(".") && text.firstRange(of: start) != nil)
    }
    let untold = Set(candidates.filter { !isTold($0) })
    return counted.filter { !untold.contains($0) }
  }
}
