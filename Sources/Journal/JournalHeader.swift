package import RunModel

/// The first line of a journal: what the run belongs to.
package struct JournalHeader: Hashable, Sendable {
  /// The format this version writes, and the newest it reads; in format 1 lines had no checksums.
  package static let format = 2

  package var run: RunID
  /// The absolute path of the project's root.
  package var project: String
  /// Microseconds since 1970.
  package var startTime: Int64
  /// The version of the program that wrote the journal.
  package var version: String
  /// Whether environments are only set up, so that the run tells nothing about their commands.
  package var prepares: Bool
  /// How the run was asked for; `nil` where nobody said.
  package var request: RunRequest?
  /// The state of the sources when the run began; `nil` where it is not known.
  package var revision: SourceRevision?

  /// A header of the format that this version writes.
  package init(
    run: RunID, project: String, startTime: Int64, version: String, prepares: Bool = false, request: RunRequest? = nil
  ) {
    self.prepares = prepares
    self.request = request
    self.run = run
    self.project = project
    self.startTime = startTime
    self.version = version
  }

  /// One line with its line feed.
  var line: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("swtox-journal", Self.format)
    writer.field("run", run.number)
    writer.field("project", project)
    writer.field("started", Int(startTime))
    writer.field("version", version)
    if prepares { writer.field("prepares", true) }
    if let revision { writer.field("revision") { writer in Self.write(revision, to: &writer) } }
    if let request { writer.field("request") { writer in request.write(to: &writer) } }
    writer.endObject()
    writer.endSealedLine(from: 0)
    return writer.bytes
  }

  /// Reads a line; the format is told even where the rest cannot be read.
  static func read(_ bytes: [UInt8], _ range: Range<Int>) -> (format: Int?, header: JournalHeader?) {
    var format: Int?
    var run: Int?
    var project: String?
    var started: Int?
    var version: String?
    var prepares = false
    var request: RunRequest?
    var revision: SourceRevision?
    var reader = JSONReader(bytes, range)
    do throws(JSONError) {
      try reader.object { (reader, key) throws(JSONError) in
        switch key {
        case "swtox-journal": format = try reader.integer()
        case "run": run = try reader.integer()
        case "project": project = try reader.string()
        case "started": started = try reader.integer()
        case "version": version = try reader.string()
        case "prepares": prepares = try reader.boolean()
        case "revision": revision = try Self.revision(&reader)
        case "request": request = try RunRequest(&reader)
        default: try reader.skipValue()
        }
      }
    } catch {
      return (format, nil)
    }
    guard let run, let project, let started, let version else { return (format, nil) }
    var header = JournalHeader(
      run: RunID(run), project: project, startTime: Int64(started), version: version, prepares: prepares,
      request: request)
    header.revision = revision
    return (format, header)
  }

  private static func write(_ revision: SourceRevision, to writer: inout JSONWriter) {
    writer.field("commit", revision.commit)
    if let branch = revision.branch { writer.field("branch", branch) }
    if let change = revision.change { writer.field("change", change) }
  }

  private static func revision(_ reader: inout JSONReader) throws(JSONError) -> SourceRevision {
    var revision = SourceRevision(commit: "")
    try reader.object { (reader, key) throws(JSONError) in
      switch key {
      case "commit": revision.commit = try reader.string()
      case "branch": revision.branch = try reader.string()
      case "change": revision.change = try reader.string()
      default: try reader.skipValue()
      }
    }
    return revision
  }
}
