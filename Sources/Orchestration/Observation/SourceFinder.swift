import Host
import Planning

/// The files that a build starts from.
struct SourceListing: Equatable {
  /// Paths from the folder of the sources, sorted, each once; other folders' are absolute.
  var paths: [String]
  /// The commit that is checked out, with the last tag before it; `nil` where it does not count.
  var revision: String?
}

/// Finds the files that a build starts from: what its patterns name, else what git knows or would add, else all but what
/// tools leave.
struct SourceFinder {
  let host: Host

  /// Costs a look at each file; in a git repository the time git needs to list its files.
  func listing(of inputs: BuildInputs) async -> SourceListing {
    let answer = inputs.patterns.isEmpty || inputs.readsRevision ? await git(inputs.root) : nil
    let tree = SourceTree(root: inputs.root, files: host.files)
    let paths =
      if !inputs.patterns.isEmpty { tree.paths(matching: inputs.patterns) } else if let answer {
        tree.sources(tracked: answer.tracked, others: answer.others)
      } else { tree.sources() }
    let counted = inputs.patterns.isEmpty ? tree.withoutAccounts(paths, inputs) : paths
    return SourceListing(paths: counted, revision: inputs.readsRevision ? answer?.revision : nil)
  }

  /// What git says of a folder.
  private struct Answer {
    var tracked: [String] = []
    var others: [String] = []
    var revision = ""
  }

  private static let patience = Duration.seconds(60)

  /// `nil` where there is no repository, or no git.
  private func git(_ root: String) async -> Answer? {
    let script =
      // A folder that a repository ignores has no part in it.
      "git check-ignore -q . 2>/dev/null && exit 1\n"
      + "git ls-files -z -t --cached --others --exclude-standard 2>/dev/null || exit 1\n"
      + "git describe --tags --always --long --abbrev=40 2>/dev/null\nexit 0\n"
    // Within a hook of git variables name another repository's parts than those of the folder.
    var variables = host.variables.filter { !$0.key.hasPrefix("GIT_") }
    variables["GIT_OPTIONAL_LOCKS"] = "0"
    let request = ProcessRequest(
      executable: "/bin/sh", arguments: ["sh", "-c", script], workingDirectory: root, environment: variables)
    guard let output = await ShortProgram(host: host).output(of: request, within: Self.patience) else { return nil }
    var answer = Answer()
    var records = output.split(separator: 0, omittingEmptySubsequences: false)
    // Behind the last path stands the revision; before the first commit it is empty.
    answer.revision = records.popLast().map { String(decoding: $0, as: UTF8.self) } ?? ""
    for record in records {
      let path = String(decoding: record.dropFirst(2), as: UTF8.self)
      if record.first == UInt8(ascii: "?") { answer.others.append(path) } else { answer.tracked.append(path) }
    }
    return answer
  }
}
