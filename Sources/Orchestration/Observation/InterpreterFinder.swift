package import EnvironmentModel
package import Host
import Planning

/// Finds the Pythons of the machine: programs on PATH, never shims, and all of pyenv's versions.
///
/// What a Python is gets asked once; later the answer is remembered for as long as the program and its pip are the same.
package struct InterpreterFinder: Sendable {
  let host: Host
  /// The folder of the program itself as it was started, where a Python may stand that it belongs to.
  let programFolder: String?

  package init(host: Host, programFolder: String? = nil) {
    self.host = host
    self.programFolder = programFolder
  }

  /// What was found.
  package struct Findings: Sendable {
    package var pythons: PythonInstallations
    /// Where was looked, for messages.
    package var places: [String]
    /// Programs that are called as Pythons are, and do not answer as one.
    package var refused: [String] = []
  }

  /// - Parameter namedPaths: Absolute paths that the configuration names, which serve only those who name them.
  package func find(named namedPaths: [String] = []) async -> Findings {
    let candidates = candidates()
    let hostPython = hostPython(candidates)
    let hostProgram = hostPython.map(withoutEnvironment)
    let namedPaths = namedPaths + [hostProgram].compactMap { $0 }
    var memory = InterpreterMemory(bytes: (try? host.files.read(cachePath)) ?? [])  // no memory only costs time
    var answers: [String: InterpreterProbe.Answer] = [:]
    var unknown: [String] = []
    let programs = namedPaths.filter(host.files.isExecutableFile)
    for path in candidates + programs.filter({ !candidates.contains($0) }) {
      if let answer = memory.answer(for: path, host.files) { answers[path] = answer } else { unknown.append(path) }
    }
    for (path, answer) in await probe(unknown) {
      answers[path] = answer
      memory.remember(answer, of: path, host.files)
    }
    if !unknown.isEmpty { save(memory) }
    let found = candidates.compactMap { path in answers[path]?.interpreter(at: path) }
    var named = namedPaths.compactMap { path in answers[path].map { (path, $0.interpreter(at: path)) } }
    if let hostPython, let hostProgram, let answer = answers[hostProgram] {
      named.append((hostPython, answer.interpreter(at: hostProgram)))
    }
    let pythons = PythonInstallations(
      host: hostPython, interpreters: found, named: Dictionary(named) { first, _ in first })
    return Findings(pythons: pythons, places: places, refused: candidates.filter { answers[$0] == nil })
  }

  /// The file that remembers answers, one a line.
  private var cachePath: String {
    let base = host.variables["XDG_CACHE_HOME"] ?? "\(host.variables["HOME"] ?? "/tmp")/.cache"
    return "\(base)/swtox/interpreters"
  }

  /// The Python beside the program, else what `python` is in a shell, else the best there is.
  private func hostPython(_ candidates: [String]) -> String? {
    let folders = [programFolder].compactMap { $0 } + searchPath.filter { !Self.isShims($0) }
    for folder in folders {
      let paths = ["\(folder)/python", "\(folder)/python3"]
      if let path = paths.first(where: host.files.isExecutableFile) { return path }
    }
    return candidates.first
  }

  private func save(_ memory: InterpreterMemory) {
    guard let slash = cachePath.lastIndex(of: "/") else { return }
    try? host.files.createDirectory(String(cachePath[..<slash]))  // a memory that cannot be kept only costs time
    try? host.files.write(memory.bytes, to: cachePath)
  }

  // MARK: Candidates

  private var pyenvRoot: String {
    host.variables["PYENV_ROOT"] ?? "\(host.variables["HOME"] ?? "/root")/.pyenv"
  }

  private var searchPath: [String] { (host.variables["PATH"] ?? "").split(separator: ":").map(String.init) }

  /// Whether a folder of PATH holds pyenv's wrappers, which may stand for any version.
  private static func isShims(_ folder: String) -> Bool { folder.hasSuffix("/shims") }

  /// Where was looked, for messages.
  private var places: [String] {
    let pyenv = "\(pyenvRoot)/versions"
    return ["PATH"] + [pyenv, uvFolder].filter(host.files.isDirectory)
  }

  /// Paths in order of preference, each program once.
  private func candidates() -> [String] {
    var seen: Set<String> = []
    var paths: [String] = []
    for path in inOrder() {
      guard host.files.isExecutableFile(path), seen.insert(host.files.resolved(path) ?? path).inserted else { continue }
      paths.append(path)
    }
    return paths
  }

  /// PATH's folders in their order, with pyenv's versions in the place of its shims, or last.
  private func inOrder() -> [String] {
    var paths: [String] = []
    var hasPyenv = false
    for folder in searchPath {
      if !Self.isShims(folder) {
        paths += programs(in: folder)
      } else if !hasPyenv {
        paths += inPyenv()
        hasPyenv = true
      }
    }
    return paths + (hasPyenv ? [] : inPyenv()) + keptByUV()
  }

  /// The folder in which uv keeps Pythons that it has fetched.
  private var uvFolder: String {
    if let own = host.variables["UV_PYTHON_INSTALL_DIR"], own.hasPrefix("/") { return own }
    let data = host.variables["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(data ?? "\(host.variables["HOME"] ?? "/root")/.local/share")/uv/python"
  }

  /// uv's own, the newest first: `cpython-3.13.1-linux-x86_64-gnu`.
  private func keptByUV() -> [String] {
    let versions = (try? host.files.list(uvFolder)) ?? []  // without uv there are none
    return versions.filter { !$0.hasPrefix(".") }.sorted(by: Self.isNewer).map { "\(uvFolder)/\($0)/bin/python" }
  }

  private func programs(in folder: String) -> [String] {
    let names = (try? host.files.list(folder)) ?? []  // a folder of PATH that is not there holds nothing
    return names.filter(Self.isInterpreterName).sorted { Self.rank($0) < Self.rank($1) }
      .map { withoutEnvironment("\(folder)/\($0)") }
  }

  /// pyenv's versions, those that the user has chosen first, then the newest.
  private func inPyenv() -> [String] {
    let folder = "\(pyenvRoot)/versions"
    let versions = (try? host.files.list(folder)) ?? []  // without pyenv there are none
    let chosen = chosenVersions.filter(versions.contains)
    let others = versions.filter { !chosen.contains($0) }.sorted { Self.isNewer($0, $1) }
    return (chosen + others).flatMap { version in
      ["python", "pypy3", "pypy"].map { "\(folder)/\(version)/bin/\($0)" }
    }
  }

  /// What pyenv itself would run: by `PYENV_VERSION`, `.python-version` here or above, or its own `version` file.
  private var chosenVersions: [String] {
    var text = host.variables["PYENV_VERSION"]
    var folder = host.files.resolved(".") ?? "/"
    while text == nil, folder != "" {
      text = (try? host.files.read("\(folder)/.python-version")).map { String(decoding: $0, as: UTF8.self) }
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    let own = text ?? (try? host.files.read("\(pyenvRoot)/version")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return own.split { $0.isWhitespace || $0 == ":" }.map(String.init)
  }

  /// The program that a virtual environment was made with (PEP 405), so that activating one changes nothing.
  private func withoutEnvironment(_ path: String) -> String {
    let parts = path.split(separator: "/")
    guard let name = parts.last,
      let bytes = try? host.files.read("/\(parts.dropLast(2).joined(separator: "/"))/pyvenv.cfg")
    else { return path }  // no environment
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { String(trimmed($0)) }
    guard let line = lines.first(where: { $0.hasPrefix("home") }), let equals = line.firstIndex(of: "=") else {
      return path
    }
    let home = String(trimmed(line[line.index(after: equals)...]))
    return [String(name), "python3", "python"].map { "\(home)/\($0)" }.first(where: host.files.isExecutableFile) ?? path
  }

  /// Whether a folder of pyenv is of a later version than another: `3.13.1` before `3.9.19`, `pypy3.10` before names
  /// without numbers.
  static func isNewer(_ left: String, _ right: String) -> Bool {
    func numbers(_ name: String) -> [Int] { name.split { !$0.isNumber }.compactMap { Int($0) } }
    let (a, b) = (numbers(left), numbers(right))
    return a == b ? left > right : b.lexicographicallyPrecedes(a)
  }

  /// `python`, `python3`, `python3.11`, `python2.7`, `pypy3`, `pypy3.10`, `python3.13t`.
  private static func isInterpreterName(_ name: String) -> Bool {
    let stems = ["python", "pypy", "graalpy"]
    guard let stem = stems.first(where: name.hasPrefix) else { return false }
    var rest = name.dropFirst(stem.count)
    if rest.hasSuffix("t") { rest = rest.dropLast() }
    return rest.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E } && rest.last != "."
  }

  /// `python3` first, because it is the machine's own choice.
  private static func rank(_ name: String) -> Int { name == "python3" ? 0 : name == "python" ? 1 : 2 }

  // MARK: Probing

  private func probe(_ paths: [String]) async -> [(String, InterpreterProbe.Answer)] {
    await withTaskGroup(of: (String, InterpreterProbe.Answer?).self) { group in
      for path in paths { group.addTask { (path, await ask(path)) } }
      var answers: [(String, InterpreterProbe.Answer)] = []
      for await (path, answer) in group {
        if let answer { answers.append((path, answer)) }
      }
      return answers
    }
  }

  private func ask(_ path: String) async -> InterpreterProbe.Answer? {
    var variables = host.variables
    for name in ["PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"] { variables[name] = nil }
    let request = ProcessRequest(
      executable: path, arguments: [path, "-c", InterpreterProbe.program], workingDirectory: "/",
      environment: variables)
    let output = await ShortProgram(host: host).output(of: request, within: Self.patience)
    return output.flatMap { InterpreterProbe.Answer(output: String(decoding: $0, as: UTF8.self)) }
  }

  /// How long a Python may take to say what it is, before it counts as none; machines may be busy.
  private static let patience = Duration.seconds(30)
}
