import Host

/// Keeps how somebody wants a project's matrix between sessions, in the user's state folder and never in the project.
struct DashboardMemory: Sendable {
  private let files: any FileHost
  private let folder: String

  init(_ host: Host) {
    files = host.files
    let home = host.variables["HOME"] ?? "/"
    let state = host.variables["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.local/state"
    folder = "\(state)/swtox/views"
  }

  /// What was kept of a project; `nil` when nothing was.
  func text(of root: String) -> String? {
    (try? files.read(path(of: root))).map { String(decoding: $0, as: UTF8.self) }  // nobody has chosen anything yet
  }

  /// Keeps a text, or forgets what there was when it is empty; a folder that cannot be written to keeps nothing.
  func keep(_ text: String, of root: String) {
    if text.isEmpty {
      try? files.remove(path(of: root))
    } else if (try? files.createDirectory(folder)) != nil {
      try? files.write(Array(text.utf8), to: path(of: root))
    }
  }

  /// A file name that tells the project's folder, as far as there is room for it.
  private func path(of root: String) -> String {
    let name = root.split(separator: "/").joined(separator: "%")
    return "\(folder)/\(name.utf8.count <= 200 ? name : "\(name.suffix(160))-\(Self.hash(name))").conf"
  }

  /// The FNV-1a hash of a text (draft-eastlake-fnv), so that long paths with the same end have files of their own.
  private static func hash(_ text: String) -> String {
    let value = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(value, radix: 16)
  }
}
