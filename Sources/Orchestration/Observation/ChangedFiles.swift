package import Host

/// Asks git which files differ from a commit.
package struct ChangedFiles: Sendable {
  private let host: Host
  /// So long git may take.
  private static let patience = Duration.seconds(30)

  package init(host: Host) { self.host = host }

  /// Why git cannot say.
  package struct Failure: Error, Hashable, Sendable {
    /// A sentence for people.
    package var message: String

    package init(message: String) { self.message = message }
  }

  /// The absolute paths of the files that differ between a commit and the folders as they are, new ones that git would add
  /// among them.
  ///
  /// - Parameter commit: A commit, branch or tag.
  package func paths(since commit: String, in folder: String) async throws(Failure) -> [String] {
    guard let top = await git(["rev-parse", "--show-toplevel"], in: folder) else {
      throw Failure(message: "git knows no repository at '\(folder)'")
    }
    let root = String(decoding: top.prefix { $0 != 0x0A }, as: UTF8.self)
    let words = ["diff", "--name-only", "-z", "--no-renames", "--end-of-options", commit, "--"]
    guard !commit.isEmpty, let tracked = await git(words, in: root) else {
      throw Failure(message: "git knows no commit '\(commit)'")
    }
    let new = await git(["ls-files", "--others", "--exclude-standard", "-z"], in: root) ?? []
    return (tracked + new).split(separator: 0).map { "\(root)/\(String(decoding: $0, as: UTF8.self))" }
  }

  private func git(_ arguments: [String], in folder: String) async -> [UInt8]? {
    await GitProgram(host: host, patience: Self.patience).output(arguments, in: folder)
  }
}
