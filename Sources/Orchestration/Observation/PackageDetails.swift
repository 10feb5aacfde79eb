package import Host

/// What the folders of an environment tell of its packages beyond name and version, by their `*.dist-info` alone.
package struct PackageDetails: Sendable {
  /// One package.
  package struct Detail: Hashable, Sendable {
    /// The sum of its files, as its `RECORD` tells them.
    package var byteCount: Int
    /// The address that it was installed from, where that was no index (PEP 610).
    package var origin: String?
  }

  private let files: any FileHost

  package init(files: any FileHost) { self.files = files }

  /// The packages of an environment by the names of their folders, up to the version, in lower case with `-` for `_` and `.`.
  ///
  /// - Complexity: O(*n*) in the size of all `RECORD` files.
  package func details(of folder: String) -> [String: Detail] {
    var details: [String: Detail] = [:]
    for library in (try? files.list("\(folder)/lib")) ?? [] where library.hasPrefix("py") {
      let packages = "\(folder)/lib/\(library)/site-packages"
      for entry in (try? files.list(packages)) ?? [] where entry.hasSuffix(".dist-info") {
        let name = entry.prefix { $0 != "-" }
        details[Self.normalized(name)] = Detail(
          byteCount: byteCount("\(packages)/\(entry)/RECORD"), origin: origin("\(packages)/\(entry)/direct_url.json"))
      }
    }
    return details
  }

  /// The third field of each line of `RECORD`, which quotes and commas in paths do not reach.
  private func byteCount(_ path: String) -> Int {
    guard let bytes = try? files.read(path) else { return 0 }  // some installers leave none
    return bytes.split(separator: 0x0A).reduce(0) { sum, line in
      let digits = line.reversed().drop { $0 == 0x0D }.prefix { $0 != UInt8(ascii: ",") }.reversed()
      return sum + (Int(String(decoding: digits, as: UTF8.self)) ?? 0)
    }
  }

  private func origin(_ path: String) -> String? {
    guard let bytes = try? files.read(path) else { return nil }  // it came from an index
    let text = String(decoding: bytes, as: UTF8.self)
    guard let key = text.firstRange(of: "\"url\"") else { return nil }
    let parts = text[key.upperBound...].split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count > 1 else { return nil }
    return parts[1].hasPrefix("file://") ? String(parts[1].dropFirst("file://".count)) : String(parts[1])
  }

  private static func normalized(_ name: Substring) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 })
  }
}
