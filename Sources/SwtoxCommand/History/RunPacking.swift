import EnvironmentModel
import Host
import Journal
import Orchestration
import RunModel

/// Packs the logs of old runs with the gzip of the machine; they are read as before.
struct RunPacking {
  /// Smaller files are left as they are: they would take no less room on the disk.
  private static let smallest = 16 * 1024
  /// About so much is packed after one run, so that nobody waits for it; the rest follows after others.
  private static let budget = 128 * 1024 * 1024

  /// So many files are named on one command line.
  private static let batch = 200

  private let session: ProjectSession
  private let retention: RunRetention

  init(_ session: ProjectSession) {
    self.session = session
    retention = RunRetention(session.project.retention)
  }

  /// Packs what is due, the oldest runs first; what cannot be packed stays as it is.
  func pack() async {
    let (files, workDirectory) = (session.host.files, session.project.workDirectory)
    // Two that pack the same log could take each other's work away.
    guard files.isDirectory(workDirectory), let gzip = program, let lock = try? files.lock("\(workDirectory)/.packing")
    else { return }
    defer { lock.release() }
    var rest = dueFiles[...]
    while !rest.isEmpty {
      let due = rest.prefix(Self.batch)
      rest = rest.dropFirst(Self.batch)
      let request = ProcessRequest(
        executable: gzip, arguments: ["gzip", "-f", "-3", "--"] + due, workingDirectory: "/",
        environment: session.host.variables.filter { ["PATH", "HOME", "LANG", "LC_ALL"].contains($0.key) },
        channel: .pipe)
      guard await ShortProgram(host: session.host).output(of: request, within: .seconds(60)) != nil else { return }
    }
  }

  private var program: String? {
    (session.host.variables["PATH"] ?? "").split(separator: ":").map { "\($0)/gzip" }
      .first(where: session.host.files.isExecutableFile)
  }

  private var dueFiles: [String] {
    let files = session.host.files
    let workDirectory = session.project.workDirectory
    // What cannot be listed is not packed.
    let folders = (try? RunFolder.all(in: workDirectory, files: files)) ?? []
    var (due, room) = ([String](), Self.budget)
    for folder in folders.dropFirst(retention.unpackedRunCount).reversed() where room > 0 {
      // The lock says whether somebody writes there.
      guard let lock = try? files.lock(folder.lockPath) else { continue }
      defer { lock.release() }
      for name in (try? files.list(folder.path)) ?? [] {
        let path = "\(folder.path)/\(name)"
        guard PackedLogFiles.isPackable(path), let size = files.status(path)?.byteCount,
          (Self.smallest...PackedLogFiles.largest).contains(size), room > 0
        else { continue }
        room -= size
        due.append(path)
      }
    }
    return due
  }
}
