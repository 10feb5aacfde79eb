import Artifacts
import EnvironmentModel
import Host
import RunModel

extension EnvironmentSurveyor {
  // MARK: conda

  /// What conda installed, by the names of the files in `conda-meta` (`NAME-VERSION-BUILD.json`), and what pip did besides.
  func condaContent(of folder: String) -> EnvironmentContent {
    let names = (try? files.list("\(folder)/conda-meta")) ?? []  // it is gone meanwhile
    let own = names.compactMap(Self.condaPackage)
    let known = Set(own.map { Self.normalized($0.name) })
    let others = pythonPackages(in: folder).filter { !known.contains(Self.normalized($0.name)) }
    let python = own.first { $0.name == "python" || $0.name == "pypy" }
    return Self.content(
      (own + others).sorted(), interpreter: python.map { "Python \($0.version)" } ?? "",
      tool: stamp(of: folder, "client ")?.split(separator: "/").last.map(String.init) ?? "conda")
  }

  private static func condaPackage(_ fileName: String) -> EnvironmentContent.Package? {
    guard fileName.hasSuffix(".json") else { return nil }
    let parts = fileName.dropLast(".json".count).split(separator: "-")
    guard parts.count > 2 else { return nil }
    return EnvironmentContent.Package(
      name: parts.dropLast(2).joined(separator: "-"), version: String(parts[parts.count - 2]))
  }

  private static func normalized(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 })
  }

  // MARK: Node

  /// What npm wrote down of `node_modules`; of other installers' the packages at the top.
  func nodeContent(of folder: String) -> EnvironmentContent {
    let modules = "\(folder)/project/node_modules"
    let listed = (try? files.read("\(modules)/.package-lock.json")).flatMap { try? JSONValueReader.value(of: $0) }
    let packages = listed?["packages"]?.object.map(Self.nodePackages) ?? topPackages(in: modules)
    let node = stamp(of: folder, "node ")?.split(separator: " ").last
    return Self.content(packages.sorted(), interpreter: node.map { "Node \($0)" } ?? "", tool: "")
  }

  private static func nodePackages(_ entries: [String: JSONValue]) -> [EnvironmentContent.Package] {
    entries.compactMap { path, entry in
      guard let range = path.ranges(of: "node_modules/").last, let version = entry["version"]?.string else {
        return nil
      }
      return EnvironmentContent.Package(name: String(path[range.upperBound...]), version: version)
    }
  }

  private func topPackages(in modules: String) -> [EnvironmentContent.Package] {
    let names = ((try? files.list(modules)) ?? []).filter { !$0.hasPrefix(".") }  // nothing is installed
    let all = names.flatMap { name in
      name.hasPrefix("@") ? ((try? files.list("\(modules)/\(name)")) ?? []).map { "\(name)/\($0)" } : [name]
    }
    return all.compactMap { name in
      guard let bytes = try? files.read("\(modules)/\(name)/package.json"),
        let version = try? JSONValueReader.value(of: bytes)["version"]?.string
      else { return nil }
      return EnvironmentContent.Package(name: name, version: version)
    }
  }

  // MARK: Nix

  /// The packages whose programs come first, by their places in the store (`HASH-NAME-VERSION`).
  func nixContent(of folder: String) -> EnvironmentContent {
    let bytes = (try? files.read("\(folder)/.swtox/variables")) ?? []  // not activated yet
    let changes = VariableChanges(bytes: bytes)
    let path = changes.map { [$0.pathPrefix, $0.assigned["PATH"] ?? ""].joined(separator: ":") } ?? ""
    let own = files.resolved("\(folder)/package").map { ["\($0)/bin"] } ?? []
    let folders = own + path.split(separator: ":").map(String.init)
    let packages = Set(folders.compactMap(Self.nixPackage)).sorted()
    return Self.content(packages, interpreter: "", tool: "nix")
  }

  private static func nixPackage(_ path: String) -> EnvironmentContent.Package? {
    let parts = path.split(separator: "/")
    guard parts.last == "bin", let entry = parts.dropLast().last else { return nil }
    let words = entry.split(separator: "-", maxSplits: 1)
    // Names of hashes have 32 characters.
    guard words.count == 2, words[0].utf8.count == 32 else { return nil }
    let pieces = words[1].split(separator: "-")
    let start = pieces.dropFirst().firstIndex { $0.first?.isNumber == true } ?? pieces.endIndex
    return EnvironmentContent.Package(
      name: pieces[..<start].joined(separator: "-"), version: pieces[start...].joined(separator: "-"))
  }

  // MARK: Roots

  /// What dpkg wrote down of the root folder, as the environment changed it or else as it began.
  func debContent(of folder: String) -> EnvironmentContent {
    let places = ["changes/upper", "changes/root", "base"].map { "\(folder)/\($0)/var/lib/dpkg/status" }
    let bytes = places.lazy.compactMap { try? files.read($0) }.first ?? []  // dpkg has not been here
    var packages: [EnvironmentContent.Package] = []
    var (name, version, isInstalled) = ("", "", false)
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        if isInstalled { packages.append(EnvironmentContent.Package(name: name, version: version)) }
        (name, version, isInstalled) = ("", "", false)
      } else if line.hasPrefix("Package: ") {
        name = String(line.dropFirst(9))
      } else if line.hasPrefix("Version: ") {
        version = String(line.dropFirst(9))
      } else if line.hasPrefix("Status: ") {
        isInstalled = line.hasSuffix(" installed")
      }
    }
    if isInstalled { packages.append(EnvironmentContent.Package(name: name, version: version)) }
    return Self.content(
      (packages + pythonPackages(in: "\(folder)/python")).sorted(), interpreter: "", tool: "dpkg")
  }

  /// What rpm said after the last installation.
  func rpmContent(of folder: String) -> EnvironmentContent {
    let bytes = (try? files.read("\(folder)/.swtox/rpm-packages")) ?? []  // it is gone meanwhile
    let packages = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.count == 2 ? EnvironmentContent.Package(name: String(words[0]), version: String(words[1])) : nil
    }
    return Self.content(
      (packages + pythonPackages(in: "\(folder)/python")).sorted(), interpreter: "", tool: "rpm")
  }

  // MARK: Parts

  /// What stands behind a word in the fingerprint that the environment was made by.
  private func stamp(of folder: String, _ word: String) -> String? {
    guard let bytes = try? files.read("\(folder)/.swtox/create") else { return nil }  // somebody else made it
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(word) }
    return line.map { String($0.dropFirst(word.count)) }
  }
}
