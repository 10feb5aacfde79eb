import Host
import Orchestration

/// What folders have on the disk.
struct DiskUse {
  private let host: Host
  private static let patience = Duration.seconds(120)

  init(host: Host) { self.host = host }

  /// The bytes of paths that are there, by path; what several have in common counts once. None where `du` does not answer.
  func byteCounts(of paths: [String]) async -> [String: Int] {
    guard !paths.isEmpty, let program = ProgramFinder(host: host).path(of: "du") else { return [:] }
    let request = ProcessRequest(
      executable: "/bin/sh",
      arguments: ["/bin/sh", "-c", #"du=$1; shift; "$du" -skx -- "$@" 2>/dev/null; exit 0"#, "sh", program] + paths,
      workingDirectory: "/", environment: host.variables)
    guard let output = await ShortProgram(host: host).output(of: request, within: Self.patience) else { return [:] }
    var counts: [String: Int] = [:]
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      if parts.count == 2, let count = Int(parts[0]) { counts[String(parts[1])] = count * 1024 }
    }
    return counts
  }
}
