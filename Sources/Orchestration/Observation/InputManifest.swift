import EnvironmentModel
import Host
import Planning

/// The files a package is built from, each with size, time and content mark.
///
/// Files count as unchanged when size and time are the same, or when size and content are; so a build that touches its
/// own files does not make itself stale.
struct InputManifest {
  struct Entry: Equatable {
    var byteCount: Int
    var modification: Int64
    var digest: String
  }

  private(set) var entries: [String: Entry] = [:]

  /// Folders that tools fill wherever they stand; what is in them is no source.
  private static let ignored: Set<String> = ["__pycache__", "node_modules"]
  /// Folders that builds, tests and documentation fill in these very places, unless they are packages.
  private static let ignoredPlaces: Set<String> = ["build", "dist", "htmlcov", "doc/_build", "docs/_build"]

  /// Looks at the source files below a folder; reads each once.
  ///
  /// - Parameter patterns: Shell patterns of the files that count; all sources where there are none.
  static func observe(
    root: String, patterns: [String] = [], files: any FileHost
  ) throws(FileError) -> InputManifest {
    var manifest = InputManifest()
    for path in paths(under: root, patterns, files) {
      guard let status = files.status("\(root)/\(path)") else { continue }
      let content = try files.read("\(root)/\(path)")
      manifest.entries[path] = Entry(
        byteCount: status.byteCount, modification: status.modificationNanoseconds, digest: Digest.of(content))
    }
    return manifest
  }

  /// The first difference between the recorded state and the files now; reads only files whose time changed.
  ///
  /// - Parameter result: A shell pattern of files that the build itself leaves, which are none of its inputs.
  func firstChange(
    root: String, patterns: [String] = [], result: String = "", files: any FileHost
  ) -> String? {
    let isResult = Self.test(result, root)
    let paths = Self.paths(under: root, patterns, files).filter { !isResult($0) }
    if let gone = Set(entries.keys.filter { !isResult($0) }).subtracting(paths).min() { return gone }
    return paths.first { path in
      guard let entry = entries[path], let status = files.status("\(root)/\(path)"),
        status.byteCount == entry.byteCount
      else { return true }
      if status.modificationNanoseconds == entry.modification { return false }
      guard let content = try? files.read("\(root)/\(path)") else { return true }  // unreadable counts as changed
      return Digest.of(content) != entry.digest
    }
  }

  /// Whether a path from a folder matches a pattern, as far as folders in between matter little.
  private static func test(_ pattern: String, _ root: String) -> (String) -> Bool {
    if pattern.isEmpty { return { _ in false } }
    let text = pattern.hasPrefix(root + "/") ? String(pattern.dropFirst(root.count + 1)) : pattern
    let patterns = [text, text.replacing("**/", with: "")].map { WildcardPattern($0) }
    return { path in patterns.contains { $0.matches(path) } }
  }

  private static func paths(under root: String, _ patterns: [String], _ files: any FileHost) -> [String] {
    if patterns.isEmpty { return sources(under: root, files) }
    let glob = GlobExpansion(files: files)
    let found = patterns.flatMap { glob.paths(matching: $0, from: root) }.filter { files.status($0)?.kind == .file }
    return Set(found.map { $0.hasPrefix(root + "/") ? String($0.dropFirst(root.count + 1)) : $0 }).sorted()
  }

  /// What tells of a project and is no part of it, unless its build files name it.
  private static let accounts = ["README", "CHANGES", "CHANGELOG", "HISTORY", "NEWS", "AUTHORS", "CONTRIBUTING"]

  /// Files at the top that a build does not look at, as nothing that says how it is built names them.
  private static func untold(_ names: [String], _ root: String, _ files: any FileHost) -> Set<String> {
    let candidates = names.filter { name in accounts.contains { name.uppercased().hasPrefix($0) } }
    if candidates.isEmpty { return [] }
    let text = ["pyproject.toml", "setup.py", "setup.cfg", "MANIFEST.in", "package.json"].filter(names.contains)
      .map { String(decoding: (try? files.read("\(root)/\($0)")) ?? [], as: UTF8.self) }  // unreadable: names nothing
      .joined(separator: "\n")
    return Set(candidates.filter { text.firstRange(of: $0) == nil })
  }

  private static func sources(under root: String, _ files: any FileHost) -> [String] {
    var found: [String] = [".git/HEAD", ".git/index", ".git/packed-refs"].filter { files.exists("\(root)/\($0)") }
    var folders = [""]
    var seen: Set<String> = []
    while let folder = folders.popLast() {
      let place = "\(root)/\(folder)"
      // A link may lead back to a folder above.
      guard let resolved = files.resolved(place), seen.insert(resolved).inserted else { continue }
      guard let names = try? files.list(place), !isGenerated(names) else { continue }  // unreadable: no sources
      if ignoredPlaces.contains(folder), !names.contains("__init__.py") { continue }
      let untold = folder.isEmpty ? untold(names, root, files) : []
      for name in names where !name.hasPrefix(".") && !ignored.contains(name) && !name.hasSuffix(".egg-info") {
        if folder.isEmpty && ["tox.ini", "tox.toml"].contains(name) { continue }  // says how tests run
        if untold.contains(name) { continue }
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        switch files.status("\(root)/\(path)")?.kind {
        case .directory: folders.append(path)
        case .file: if !name.hasSuffix(".pyc") { found.append(path) }
        default: break
        }
      }
    }
    return found.sorted()
  }

  /// Files by which a folder is a cache (https://bford.info/cachedir) or a virtual environment (PEP 405).
  static let generatedMarks: Set = ["CACHEDIR.TAG", "pyvenv.cfg"]

  private static func isGenerated(_ names: [String]) -> Bool { names.contains(where: generatedMarks.contains) }

  // MARK: Text form: `size time digest path` a line

  var bytes: [UInt8] {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      "\(entry.byteCount) \(entry.modification) \(entry.digest) \(path)\n"
    }
    return Array(lines.joined().utf8)
  }

  init() {}

  init(bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 3)
      guard parts.count == 4, let byteCount = Int(parts[0]), let modification = Int64(parts[1]) else { continue }
      entries[String(parts[3])] = Entry(
        byteCount: byteCount, modification: modification, digest: String(parts[2]))
    }
  }
}
