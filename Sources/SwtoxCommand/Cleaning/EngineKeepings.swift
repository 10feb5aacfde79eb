import Host
import Orchestration

/// What engines of containers keep of environments: images and containers with our labels.
struct EngineKeepings {
  /// An image or a container.
  struct Keeping: Hashable, Sendable {
    var thing: Removal.Thing
    /// The project and the folder of the environment that it belongs to, as absolute paths.
    var project: String
    var environmentFolder: String
    var byteCount: Int?
    /// Whether it is a container that runs, which somebody uses.
    var isRunning = false

    /// Whether its environment is certainly gone: a folder that may not be looked into, or is not mounted, may still be there.
    func isOrphan(_ files: any FileHost) -> Bool {
      if isRunning || files.exists(environmentFolder) { return false }
      var path = environmentFolder
      while let slash = path.lastIndex(of: "/") {
        let name = String(path[path.index(after: slash)...])
        path = String(path[..<slash])
        guard files.exists(path.isEmpty ? "/" : path) else { continue }
        guard let names = try? files.list(path.isEmpty ? "/" : path) else { return false }
        return !names.contains(name)
      }
      return false
    }
  }

  private let host: Host
  private static let patience = Duration.seconds(20)

  init(host: Host) { self.host = host }

  /// All of them, of each engine on PATH that answers; containers first, since they hold images.
  ///
  /// Costs four processes an engine.
  func find() async -> [Keeping] {
    var found: [Keeping] = []
    for name in ["podman", "docker"] {
      // What an engine on another machine keeps belongs to folders there.
      let place = host.variables[name == "docker" ? "DOCKER_HOST" : "CONTAINER_HOST"] ?? ""
      guard place.isEmpty || place.hasPrefix("unix:"), let engine = ProgramFinder(host: host).path(of: name) else {
        continue
      }
      for isImage in [false, true] { found += await keepings(engine, isImage: isImage) }
    }
    return found
  }

  private func keepings(_ engine: String, isImage: Bool) async -> [Keeping] {
    let listing =
      isImage
      ? ["image", "ls", "--quiet", "--no-trunc", "--filter", "label=swtox.place"]
      : ["ps", "--all", "--quiet", "--no-trunc", "--filter", "label=swtox.place"]
    let ids = await lines(engine, listing)
    if ids.isEmpty { return [] }
    let labels = #"{{index .Config.Labels "swtox.project"}}\#t{{index .Config.Labels "swtox.place"}}"#
    let format = isImage ? "{{.Id}}\t{{.Size}}\t\(labels)" : "{{.Id}}\t{{.State.Running}}\t\(labels)"
    let kind = isImage ? "image" : "container"
    let rows = await lines(engine, [kind, "inspect", "--format", format] + ids.uniqued(by: \.self))
    return rows.compactMap { row in
      let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4 else { return nil }
      var keeping = Keeping(
        thing: isImage ? .image(engine: engine, id: fields[0]) : .container(engine: engine, id: fields[0]),
        project: fields[2], environmentFolder: fields[3], byteCount: Int(fields[1]))
      keeping.isRunning = fields[1] == "true"
      return keeping
    }
  }

  private func lines(_ engine: String, _ words: [String]) async -> [String] {
    let request = ProcessRequest(
      executable: engine, arguments: [engine] + words, workingDirectory: "/", environment: host.variables)
    // An engine that does not answer keeps what it has.
    let output = await ShortProgram(host: host).output(of: request, within: Self.patience) ?? []
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
