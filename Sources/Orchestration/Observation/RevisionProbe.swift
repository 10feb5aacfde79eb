import EnvironmentModel
package import Host
import Planning
package import RunModel

/// Asks git for the state of a project's sources.
package struct RevisionProbe: Sendable {
  private let host: Host
  /// So long git may take: results matter more than what they belong to.
  private static let patience = Duration.seconds(5)

  package init(host: Host) { self.host = host }

  /// The revision of the folder; `nil` where there is no git, no repository or no commit.
  ///
  /// Runs `git status` once, without taking git's locks. New files that git would add differ too.
  package func revision(of folder: String) async -> SourceRevision? {
    let arguments = ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all"]
    let git = GitProgram(host: host, patience: Self.patience)
    guard let output = await git.output(arguments, in: folder) else { return nil }
    return revision(output, top(of: folder))
  }

  /// The folder that paths of entries begin in.
  private func top(of folder: String) -> String {
    var top = folder[...]
    while !host.files.exists("\(top)/.git"), let slash = top.lastIndex(of: "/") { top = top[..<slash] }
    return String(top)
  }

  /// Reads entries that end in NUL: `# branch.oid COMMIT`, `# branch.head NAME`, and one for each file that differs.
  private func revision(_ output: [UInt8], _ folder: String) -> SourceRevision? {
    var (commit, branch): (String?, String?)
    var changes: [String] = []
    for entry in output.split(separator: 0).map({ String(decoding: $0, as: UTF8.self) }) {
      let words = entry.split(separator: " ", maxSplits: 2).map(String.init)
      switch entry.hasPrefix("# ") && words.count == 3 ? words[1] : "" {
      case "branch.oid": commit = words[2]
      case "branch.head": branch = words[2] == "(detached)" ? nil : words[2]
      default: if !entry.hasPrefix("# ") { changes.append(entry + state(of: entry, in: folder)) }
      }
    }
    guard let commit, commit.allSatisfy(\.isHexDigit) else { return nil }
    let change = changes.isEmpty ? nil : Digest.of(Array(changes.joined(separator: "\n").utf8))
    return SourceRevision(commit: commit, branch: branch, change: change)
  }

  /// When the file of an entry was last written and how long it is, since git tells of one on disk only that it differs.
  private func state(of entry: String, in folder: String) -> String {
    // `1 .M N... 100644 100644 100644 HASH HASH PATH`; a renamed one has one word more.
    // A new one is `? PATH`.
    let words = entry.split(separator: " ", maxSplits: entry.hasPrefix("? ") ? 1 : entry.hasPrefix("2 ") ? 9 : 8)
    guard let path = words.last, let status = host.files.status("\(folder)/\(path)") else { return "" }
    return " \(status.byteCount) \(status.modificationNanoseconds)"
  }
}
