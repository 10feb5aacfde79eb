package import Host

/// Which files of a project are sources, whose change is news: what git knows or would add, else what there was.
package struct WatchedSources: Sendable {
  private static let patience = Duration.seconds(30)
  /// So many paths are asked about at once.
  private static let batchCount = 500

  private let host: Host
  private let root: String

  /// - Parameter root: The absolute path of the project's folder.
  package init(root: String, host: Host) {
    self.root = root
    self.host = host
  }

  /// The absolute paths of all sources; costs the time that git needs to list them, or a look at each file.
  package func paths() async -> [String] {
    let words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if let answer = await git(words) {
      return answer.split(separator: 0).map { "\(root)/\(String(decoding: $0, as: UTF8.self))" }
    }
    return SourceTree(root: root, files: host.files).sources().map { "\(root)/\($0)" }
  }

  /// Those of some paths that git does not ignore; without git those that are among the known ones.
  package func sources(among paths: [String], known: Set<String>) async -> [String] {
    guard await git(["rev-parse", "--git-dir"]) != nil else { return paths.filter(known.contains) }
    var ignored: Set<String> = []
    for start in stride(from: 0, to: paths.count, by: Self.batchCount) {
      let batch = Array(paths[start..<min(paths.count, start + Self.batchCount)])
      // It fails where none is ignored.
      let answer = await git(["check-ignore", "-z", "--"] + batch) ?? []
      ignored.formUnion(answer.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    }
    return paths.filter { !ignored.contains($0) && !Self.isScratch($0) }
  }

  private func git(_ arguments: [String]) async -> [UInt8]? {
    await GitProgram(host: host, patience: Self.patience).output(arguments, in: root)
  }

  /// What editors and interpreters leave beside a source.
  private static func isScratch(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return path.contains("/.git/") || name.hasPrefix(".#") || name.hasSuffix("~") || name.hasSuffix(".swp")
      || name.hasSuffix(".swx") || name.hasSuffix(".pyc") || name == "4913"
  }
}
