import EnvironmentModel
package import Host

/// Finds the paths that a shell pattern stands for; `**` is any number of folders.
package struct GlobExpansion {
  private let files: any FileHost

  package init(files: any FileHost) { self.files = files }

  /// Matching paths, sorted; hidden names only where the pattern says so.
  package func paths(matching pattern: String, from folder: String) -> [String] {
    let isAbsolute = pattern.hasPrefix("/")
    let parts = pattern.split(separator: "/").map(String.init)
    return expand(isAbsolute ? "/" : folder, parts[...]).sorted()
  }

  private func expand(_ base: String, _ parts: ArraySlice<String>) -> [String] {
    guard let part = parts.first else { return files.exists(base) ? [base] : [] }
    let rest = parts.dropFirst()
    if part == "**" {
      return expand(base, rest) + folders(in: base).flatMap { expand($0, parts) }
    }
    guard WildcardPattern.isPattern(part) else { return expand(join(base, part), rest) }
    let pattern = WildcardPattern(part)
    return names(in: base).filter { pattern.matches($0) && (!$0.hasPrefix(".") || part.hasPrefix(".")) }
      .flatMap { expand(join(base, $0), rest) }
  }

  private func names(in folder: String) -> [String] { (try? files.list(folder)) ?? [] }  // no folder, no matches

  private func folders(in folder: String) -> [String] {
    names(in: folder).filter { !$0.hasPrefix(".") }.map { join(folder, $0) }.filter(files.isDirectory)
  }

  private func join(_ folder: String, _ name: String) -> String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }
}
