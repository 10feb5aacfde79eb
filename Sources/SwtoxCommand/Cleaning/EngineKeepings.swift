import Host
import Orchestration
import SourceText

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

  /// What was found.
  struct Findings: Sendable {
    var keepings: [Keeping] = []
    /// Engines on PATH that did not answer: what they keep is not known, and stays.
    var silentEngines: [String] = []

    /// What is to be told of the engines that did not answer.
    var warnings: [Diagnostic] {
      silentEngines.map { Diagnostic(.warning, "\($0) does not answer: images and containers that it keeps stay") }
    }
  }

  private let host: Host
  private static let patience = Duration.seconds(20)
  /// An engine fails to list what somebody else removes meanwhile.
  private static let listingCount = 3
  private static let pause = Duration.milliseconds(200)

  init(host: Host) { self.host = host }

  /// All of them, of each engine on PATH; containers first, since they hold images.
  ///
  /// Costs four processes an engine, and one for each thing where some go meanwhile.
  func find() async -> Findings {
    var found = Findings()
    for name in ["podman", "docker"] {
      // What an engine on another machine keeps belongs to folders there.
      let place = host.variables[name == "docker" ? "DOCKER_HOST" : "CONTAINER_HOST"] ?? ""
      guard place.isEmpty || place.hasPrefix("unix:"), let engine = ProgramFinder(host: host).path(of: name) else {
        continue
      }
      guard let containers = await keepings(engine, isImage: false), let images = await keepings(engine, isImage: true)
      else {
        if isExpected(name) { found.silentEngines.append(name) }
        continue
      }
      found.keepings += containers + images
    }
    return found
  }

  /// Whether an engine should answer: without its service docker's client is no more than a program.
  private func isExpected(_ name: String) -> Bool {
    let own = host.variables["XDG_RUNTIME_DIR"].map { "\($0)/docker.sock" }
    return name != "docker" || host.variables["DOCKER_HOST"]?.isEmpty == false
      || ["/var/run/docker.sock", own].compactMap(\.self).contains(where: host.files.exists)
  }

  /// The images or the containers of an engine; `nil` where it does not tell.
  private func keepings(_ engine: String, isImage: Bool) async -> [Keeping]? {
    let listing =
      isImage
      ? ["image", "ls", "--quiet", "--no-trunc", "--filter", "label=swtox.place"]
      : ["ps", "--all", "--quiet", "--no-trunc", "--filter", "label=swtox.place"]
    guard let ids = await list(engine, listing)?.uniqued(by: \.self) else { return nil }
    if ids.isEmpty { return [] }
    let labels = #"{{index .Config.Labels "swtox.project"}}\#t{{index .Config.Labels "swtox.place"}}"#
    let format = isImage ? "{{.Id}}\t{{.Size}}\t\(labels)" : "{{.Id}}\t{{.State.Running}}\t\(labels)"
    let question = [isImage ? "image" : "container", "inspect", "--format", format]
    var rows = await lines(engine, question + ids)
    if rows == nil {
      // One that went since it was listed fails the question for all.
      rows = []
      for id in ids { rows? += await lines(engine, question + [id]) ?? [] }
    }
    return (rows ?? []).compactMap { keeping($0, engine, isImage: isImage) }
  }

  private func keeping(_ row: String, _ engine: String, isImage: Bool) -> Keeping? {
    let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 4 else { return nil }
    var keeping = Keeping(
      thing: isImage ? .image(engine: engine, id: fields[0]) : .container(engine: engine, id: fields[0]),
      project: fields[2], environmentFolder: fields[3], byteCount: Int(fields[1]))
    keeping.isRunning = fields[1] == "true"
    return keeping
  }

  private func list(_ engine: String, _ words: [String]) async -> [String]? {
    for count in 1...Self.listingCount {
      let begun = host.clock.monotonic
      if let ids = await lines(engine, words) { return ids }
      // A cancelled sleep means that nobody wants the answer any more.
      let isSlow = host.clock.monotonic - begun >= Self.patience
      guard !isSlow, count < Self.listingCount, (try? await host.clock.sleep(for: Self.pause)) != nil else { break }
    }
    return nil
  }

  private func lines(_ engine: String, _ words: [String]) async -> [String]? {
    let request = ProcessRequest(
      executable: engine, arguments: [engine] + words, workingDirectory: "/", environment: host.variables)
    guard let output = await ShortProgram(host: host).output(of: request, within: Self.patience) else { return nil }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
