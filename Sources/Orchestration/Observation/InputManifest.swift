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
  /// A mark of the commit; empty where it did not count.
  private(set) var revision = ""

  /// Looks at the files; reads each once.
  static func observe(_ listing: SourceListing, root: String, files: any FileHost) throws(FileError) -> InputManifest {
    var manifest = InputManifest()
    manifest.revision = mark(listing.revision)
    for path in listing.paths {
      // What is gone since it was listed was none of the sources.
      guard let status = files.status(place(path, root)) else { continue }
      let content = try files.read(place(path, root))
      manifest.entries[path] = Entry(
        byteCount: status.byteCount, modification: status.modificationNanoseconds,
        digest: Digest.of(content) + mark(isExecutable: status.isExecutable))
    }
    return manifest
  }

  /// The first difference between the recorded state and the files now; reads only files whose time changed.
  ///
  /// - Parameter result: A shell pattern of files that the build itself leaves, which are none of its inputs.
  func firstChange(
    _ listing: SourceListing, root: String, result: String = "", files: any FileHost
  ) -> String? {
    let isResult = Self.test(result, root)
    let paths = listing.paths.filter { !isResult($0) }
    if let gone = Set(entries.keys.filter { !isResult($0) }).subtracting(paths).min() { return gone }
    let changed = paths.first { path in
      guard let entry = entries[path], let status = files.status(Self.place(path, root)),
        status.byteCount == entry.byteCount
      else { return true }
      let mark = Self.mark(isExecutable: status.isExecutable)
      // Times stay when only that changes.
      if status.modificationNanoseconds == entry.modification { return entry.digest.hasSuffix("+x") != !mark.isEmpty }
      guard let content = try? files.read(Self.place(path, root)) else { return true }  // unreadable counts as changed
      return Digest.of(content) + mark != entry.digest
    }
    return changed ?? (revision == Self.mark(listing.revision) ? nil : "the commit")
  }

  /// A mark of all contents, whenever the files were written.
  var contentMark: String {
    let lines = entries.sorted { $0.key < $1.key }.map { "\($0.value.digest) \($0.key)\0" }
    return Digest.of(Array((revision + lines.joined()).utf8))
  }

  private static func mark(isExecutable: Bool) -> String { isExecutable ? "+x" : "" }
  private static func mark(_ revision: String?) -> String { revision.map { Digest.of(Array($0.utf8)) } ?? "" }
  private static func place(_ path: String, _ root: String) -> String {
    path.hasPrefix("/") ? path : root == "/" ? "/\(path)" : "\(root)/\(path)"
  }

  /// Whether a path from a folder matches a pattern, as far as folders in between matter little.
  private static func test(_ pattern: String, _ root: String) -> (String) -> Bool {
    if pattern.isEmpty { return { _ in false } }
    let text = pattern.hasPrefix(root + "/") ? String(pattern.dropFirst(root.count + 1)) : pattern
    let parts = text.split(separator: "/").map { WildcardPattern(String($0)) }
    if text.split(separator: "/").contains("**") {
      let patterns = [text, text.replacing("**/", with: "")].map { WildcardPattern($0) }
      return { path in patterns.contains { $0.matches(path) } }
    }
    return { path in
      let names = path.split(separator: "/")
      return names.count == parts.count && zip(parts, names).allSatisfy { $0.matches(String($1)) }
    }
  }

  // MARK: Text form: `revision digest` where there is one, and `size time digest path` a line, the path with escapes

  var bytes: [UInt8] {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      "\(entry.byteCount) \(entry.modification) \(entry.digest) \(Self.escaped(path))\n"
    }
    return Array((revision.isEmpty ? "" : "revision \(revision)\n").utf8) + Array(lines.joined().utf8)
  }

  init() {}

  init(bytes: [UInt8]) {
    // By bytes: a character may be made of a line's end, or of a blank, and what comes behind it.
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 3).map { String(decoding: $0, as: UTF8.self) }
      if parts.count == 2, parts[0] == "revision" { revision = parts[1] }
      guard parts.count == 4, let byteCount = Int(parts[0]), let modification = Int64(parts[1]) else { continue }
      entries[Self.unescaped(parts[3])] = Entry(byteCount: byteCount, modification: modification, digest: parts[2])
    }
  }

  /// A path on one line: line ends are `\n`, and backslashes double.
  private static func escaped(_ path: String) -> String {
    guard path.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\\") }) else { return path }
    var text = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\\": text += "\\\\"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var path = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        path.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        path.unicodeScalars.append(scalar)
      }
    }
    return path
  }
}
