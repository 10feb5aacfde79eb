import EnvironmentModel
import SourceText

/// A lock file of PEP 751 as lines that pip and uv install, each a package in the version that was locked.
struct LockFile {
  /// Why it cannot be used, as a sentence.
  struct Fault: Error, Hashable {
    var message: String
  }

  private let path: String
  private let table: TOMLTable

  /// - Parameter path: The absolute path of the file; what it names starts from there.
  init(_ bytes: [UInt8], path: String) throws(Fault) {
    self.path = path
    do throws(DiagnosticError) {
      table = try TOMLReader.read(SourceFile(path: path, bytes: bytes))
    } catch {
      throw Fault(message: "invalid pylock file \(path): \(error.diagnostics.first?.message ?? "")")
    }
    guard let version = table["lock-version"]?.text else {
      throw Fault(message: "invalid pylock file \(path): it has no lock-version")
    }
    guard version == "1" || version.hasPrefix("1.") else {
      throw Fault(message: "invalid pylock file \(path): lock-version \(version) is none that is known; 1.0 is")
    }
  }

  /// What an environment gets.
  ///
  /// Where each has a hash all of them have one, since installers check all or none.
  ///
  /// - Parameters:
  ///   - variables: The values of markers' variables.
  ///   - groups: The dependency groups that are wanted; the file's own choice where there are none.
  func lines(
    for variables: [String: String], extras: [String], groups: [String]
  ) throws(Fault) -> [String] {
    var variables = variables
    variables["extras"] = extras.joined(separator: "\n")
    let wanted = groups.isEmpty ? (table["default-groups"]?.texts ?? []) : groups
    variables["dependency_groups"] = wanted.joined(separator: "\n")
    guard case .array(let packages)? = table["packages"]?.content else { return [] }
    var entries: [(line: String, hashes: [String])] = []
    for package in packages {
      guard let package = package.members else { throw fault("'packages' has to be a list of tables") }
      if try isWanted(package, variables) { entries.append(try entry(package)) }
    }
    let isHashed = entries.allSatisfy { !$0.hashes.isEmpty }
    return entries.map { isHashed ? ([$0.line] + $0.hashes.map { "--hash=\($0)" }).joined(separator: " ") : $0.line }
      .sorted()
  }

  private func fault(_ what: String) -> Fault { Fault(message: "invalid pylock file \(path): \(what)") }

  private func isWanted(_ package: TOMLTable, _ variables: [String: String]) throws(Fault) -> Bool {
    if let marker = package["marker"]?.text {
      do throws(MarkerError) {
        if !(try EnvironmentMarker(marker).holds(in: variables)) { return false }
      } catch {
        throw fault(error.message)
      }
    }
    guard let required = package["requires-python"]?.text, let version = variables["python_full_version"] else {
      return true
    }
    return ScriptMetadata.version(version.split(separator: ".").compactMap { Int($0) }, fulfils: required)
  }

  private func entry(_ package: TOMLTable) throws(Fault) -> (line: String, hashes: [String]) {
    guard let text = package["name"]?.text else { throw fault("a package has no name") }
    let name = try plain(text, "name", text)
    if let place = package["directory"]?.members {
      let uri = uri(of: place["path"]?.text ?? ".", place["subdirectory"]?.text)
      if case .boolean(true)? = place["editable"]?.content { return ("-e \(uri)", []) }
      return ("\(name) @ \(uri)", [])
    }
    if let place = package["vcs"]?.members {
      let kind = try plain(place["type"]?.text ?? "", "vcs type", name)
      let commit = try plain(place["commit-id"]?.text ?? "", "vcs commit-id", name)
      let address = try place["url"]?.text.map { url throws(Fault) in try plain(url, "vcs url", name) }
      return (
        "\(name) @ \(kind)+\(address ?? uri(of: place["path"]?.text ?? "."))@\(commit)"
          + (try fragment(of: place, name)), []
      )
    }
    if let place = package["archive"]?.members {
      let address = try place["url"]?.text.map { url throws(Fault) in try plain(url, "archive url", name) }
      let line = "\(name) @ \(address ?? uri(of: place["path"]?.text ?? "."))" + (try fragment(of: place, name))
      return (line, try hashes(of: place, name))
    }
    var files = [package["sdist"]?.members].compactMap { $0 }
    if case .array(let wheels)? = package["wheels"]?.content { files += wheels.compactMap(\.members) }
    let version = try package["version"]?.text.map { text throws(Fault) in try plain(text, "version", name) }
    var all: [String] = []
    for file in files { all += try hashes(of: file, name) }
    return (name + (version.map { "==\($0)" } ?? ""), all)
  }

  /// A word of a line: blanks in it would be read as further options.
  private func plain(_ text: String, _ what: String, _ package: String) throws(Fault) -> String {
    if text.isEmpty || text.contains(where: { $0.isWhitespace }) {
      throw fault("package '\(package)' \(what) '\(text)' must be non-empty and contain no whitespace")
    }
    return text
  }

  private func fragment(of place: TOMLTable, _ package: String) throws(Fault) -> String {
    guard let folder = place["subdirectory"]?.text else { return "" }
    return "#subdirectory=\(try plain(folder, "subdirectory", package))"
  }

  private func uri(of relative: String, _ subdirectory: String? = nil) -> String {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let place = absolutePath(relative, from: folder)
    return fileAddress(of: subdirectory.map { absolutePath($0, from: place) } ?? place)
  }

  private func hashes(of place: TOMLTable, _ package: String) throws(Fault) -> [String] {
    var hashes: [String] = []
    for entry in place["hashes"]?.members?.entries ?? [] {
      let algorithm = try plain(entry.key, "hash algorithm", package)
      hashes.append("\(algorithm):\(try plain(entry.value.text ?? "", "\(algorithm) hash", package))")
    }
    return hashes
  }
}

extension TOMLValue {
  fileprivate var members: TOMLTable? { if case .table(let table) = content { table } else { nil } }
  fileprivate var text: String? { if case .string(let text) = content { text } else { nil } }
  fileprivate var texts: [String] {
    if case .array(let items) = content { items.compactMap(\.text) } else { [] }
  }
}
