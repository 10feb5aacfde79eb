/// The modules that a file imports, in the order of its `import` lines.
func imports(in file: SourceFile) -> [(module: String, line: Int)] {
  let tokens = file.code.tokens
  return file.code.indices(of: ["import"]).compactMap { index in
    guard startsLine(index, in: tokens), index + 1 < tokens.count else { return nil }
    let next = tokens[index + 1].text
    let name = index + 2 < tokens.count && importKinds.contains(next) ? tokens[index + 2].text : next
    return (name, tokens[index].line)
  }
}

private let importKinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
private let importModifiers: Set = ["public", "package", "internal", "private", "fileprivate"]

/// Whether only attributes and access levels stand before the token on its line.
private func startsLine(_ index: Int, in tokens: [Token]) -> Bool {
  let before = tokens[..<index].reversed().prefix { $0.line == tokens[index].line }
  return before.allSatisfy { $0.text.hasPrefix("@") || importModifiers.contains($0.text) }
}

/// Imports that the module table does not allow, and curses headers outside the module that wraps them.
func importViolations(in file: SourceFile, entries: [ModuleEntry] = ModuleTable.entries) -> [Violation] {
  guard let entry = entries.first(where: { $0.name == file.module }) else {
    return [file.violation(1, "'\(file.module)' is not in the table of modules")]
  }
  let allowed = entry.modules.union(entry.products).union(ModuleTable.systemModules)
  let swift = imports(in: file).filter { !allowed.contains($0.module) }.map { item in
    file.violation(item.line, "'\(entry.name)' may not import '\(item.module)'")
  }
  return swift + cursesViolations(in: file)
}

private func cursesViolations(in file: SourceFile) -> [Violation] {
  guard !file.isSwift, file.module != "CNcursesw" else { return [] }
  return file.lines.enumerated().filter { $0.element.hasPrefix("#include") && $0.element.contains("curses") }.map {
    file.violation($0.offset + 1, "only 'CNcursesw' may include curses")
  }
}

/// Where the table of modules and a manifest's targets differ. Products may be allowed and not yet used.
func manifestViolations(_ targets: [ManifestTarget], entries: [ModuleEntry] = ModuleTable.entries) -> [String] {
  let declared = Dictionary(targets.map { ($0.name, $0.dependencies) }, uniquingKeysWith: { $0.union($1) })
  let known = Set(entries.map(\.name))
  let unknown = targets.map(\.name).filter { !known.contains($0) }.map { "target '\($0)' is not in the table" }
  let different = entries.flatMap { entry -> [String] in
    guard let dependencies = declared[entry.name] else { return ["the manifest has no target '\(entry.name)'"] }
    let extra = dependencies.subtracting(entry.modules).subtracting(entry.products)
    return extra.sorted().map { "'\(entry.name)' depends on '\($0)', which the table does not allow" }
      + entry.modules.subtracting(dependencies).sorted().map { "'\(entry.name)' lacks the dependency '\($0)'" }
  }
  return unknown + different
}

/// Entries that look up to a higher layer or, over others, at themselves.
func layerViolations(_ entries: [ModuleEntry]) -> [String] {
  let byName = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0) })
  return entries.flatMap { entry in
    entry.modules.sorted().compactMap { name -> String? in
      guard let other = byName[name] else { return "'\(entry.name)' may import '\(name)', which is no module" }
      if other.layer > entry.layer { return "'\(entry.name)' looks up to '\(name)'" }
      return reaches(other, entry.name, byName, seen: []) ? "'\(entry.name)' and '\(name)' form a circle" : nil
    }
  }
}

private func reaches(
  _ start: ModuleEntry, _ goal: String, _ byName: [String: ModuleEntry], seen: Set<String>
) -> Bool {
  if start.modules.contains(goal) { return true }
  let seen = seen.union([start.name])
  return start.modules.subtracting(seen).compactMap { byName[$0] }.contains { reaches($0, goal, byName, seen: seen) }
}
