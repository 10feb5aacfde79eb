import EnvironmentModel
package import Host
import Planning
package import RunModel

/// Finds out what an environment is made of, by its files alone: nothing is started for it.
///
/// Of virtual environments read are `pyvenv.cfg` (PEP 405, with what uv and virtualenv write there besides) and the names
/// of `*.dist-info` and `*.egg-info` below `lib/python*/site-packages`.
package struct EnvironmentSurveyor {
  let files: any FileHost

  /// A look at folders by these files.
  package init(files: any FileHost) { self.files = files }

  /// - Complexity: O(*n* log *n*) in the entries of its package folders.
  package func content(of folder: String) -> EnvironmentContent {
    if files.isDirectory("\(folder)/conda-meta") { return condaContent(of: folder) }
    if files.exists("\(folder)/bin/node"), files.exists("\(folder)/.swtox") { return nodeContent(of: folder) }
    if files.isDirectory("\(folder)/changes") { return debContent(of: folder) }
    if files.exists("\(folder)/.swtox/rpm-packages") { return rpmContent(of: folder) }
    if files.exists("\(folder)/.swtox/environment.sh") { return nixContent(of: folder) }
    let settings = settings(of: folder)
    return Self.content(
      pythonPackages(in: folder), interpreter: Self.interpreter(settings), tool: Self.tool(settings))
  }

  static func content(
    _ packages: [EnvironmentContent.Package], interpreter: String, tool: String
  ) -> EnvironmentContent {
    let text = packages.map { "\($0.name) \($0.version)\n" }.joined()
    return EnvironmentContent(
      interpreter: interpreter, tool: tool, packagesMark: packages.isEmpty ? "" : Digest.of(Array(text.utf8)),
      packages: packages.isEmpty ? nil : packages)
  }

  /// The lines `key = value` of `pyvenv.cfg`; none where there is no such file, as in conda's.
  private func settings(of folder: String) -> [String: String] {
    guard let bytes = try? files.read("\(folder)/pyvenv.cfg") else { return [:] }
    let pairs = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { line -> (String, String)? in
        let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks }
        return parts.count == 2 ? (parts[0].lowercased(), parts[1]) : nil
      }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func interpreter(_ settings: [String: String]) -> String {
    guard let version = settings["version_info"] ?? settings["version"] else { return "" }
    // virtualenv writes 3.12.1.final.0.
    let numbers = version.split(separator: ".").prefix(3).joined(separator: ".")
    return "\(settings["implementation"] ?? "Python") \(numbers)"
  }

  private static func tool(_ settings: [String: String]) -> String {
    for name in ["uv", "virtualenv"] {
      if let version = settings[name] { return "\(name) \(version)" }
    }
    return settings["home"] == nil ? "" : "venv"
  }

  func pythonPackages(in folder: String) -> [EnvironmentContent.Package] {
    var found: Set<EnvironmentContent.Package> = []
    for library in (try? files.list("\(folder)/lib")) ?? [] where library.hasPrefix("py") {
      for entry in (try? files.list("\(folder)/lib/\(library)/site-packages")) ?? [] {
        if let package = Self.package(of: entry) { found.insert(package) }
      }
    }
    return found.sorted()
  }

  /// `name-version.dist-info`, or `name-version-py3.12.egg-info`.
  private static func package(of entry: String) -> EnvironmentContent.Package? {
    guard let dot = entry.lastIndex(of: "."), ["dist-info", "egg-info"].contains(entry[entry.index(after: dot)...])
    else { return nil }
    let parts = entry[..<dot].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 1, !parts[0].isEmpty else { return nil }
    return EnvironmentContent.Package(name: String(parts[0]), version: String(parts[1]))
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
