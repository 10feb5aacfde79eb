import Host

/// Remembered versions of programs, valid while the program is unchanged; what is lost only costs time.
struct VersionMemory {
  private let path: String
  private let files: any FileHost
  private var versions: [String: (mark: String, version: String)] = [:]
  private var isChanged = false

  /// Reads lines of program, mark and version with tabs between them; lines that make no sense are forgotten.
  init(path: String, files: any FileHost) {
    self.path = path
    self.files = files
    let bytes = (try? files.read(path)) ?? []  // nothing is remembered yet
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if fields.count == 3 { versions[fields[0]] = (fields[1], fields[2]) }
    }
  }

  /// The version of a program if it still holds.
  func version(of program: String) -> String? {
    guard let known = versions[program], known.mark == mark(program) else { return nil }
    return known.version
  }

  mutating func remember(_ version: String?, of program: String) {
    guard let version else { return }
    versions[program] = (mark(program), version)
    isChanged = true
  }

  func save() {
    guard isChanged, let slash = path.lastIndex(of: "/") else { return }
    let lines = versions.sorted { $0.key < $1.key }.map { "\($0)\t\($1.mark)\t\($1.version)\n" }
    try? files.createDirectory(String(path[..<slash]))  // a memory that cannot be kept only costs time
    try? files.write(Array(lines.joined().utf8), to: path)
  }

  private func mark(_ program: String) -> String {
    let status = files.status(program)
    return "\(status?.byteCount ?? 0).\(status?.modificationNanoseconds ?? 0)"
  }
}
