/// Something that can go: what it is, and why nobody needs it.
struct Removal: Hashable, Sendable {
  /// What has to be done for it.
  enum Thing: Hashable, Sendable {
    /// A file or folder, by its absolute path.
    case path(String)
    /// An image or a container of an engine, whose program has this absolute path.
    case image(engine: String, id: String)
    case container(engine: String, id: String)
  }

  var thing: Thing
  /// What it is, for people: `environment py311`.
  var words: String
  /// Why it can go; empty where somebody named it.
  var reason = ""
  /// The directory whose lock has to be held meanwhile; `nil` for what nobody locks.
  var lockedDirectory: String?
  /// The file whose lock has to be held meanwhile; `nil` for what needs none.
  var lockFile: String?
  /// What it has on the disk; `nil` where that is not known.
  var byteCount: Int?

  /// Where it is.
  var place: String {
    switch thing {
    case .path(let path): path
    case .image(let engine, let id), .container(let engine, let id):
      "\(engine.split(separator: "/").last ?? "engine") \(id.split(separator: ":").last?.prefix(12) ?? "")"
    }
  }
}
