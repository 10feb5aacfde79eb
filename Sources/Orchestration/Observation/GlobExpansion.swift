import EnvironmentModel
package import Host

/// Finds the paths that a shell pattern stands for; `**` is any number of folders, and at the end all that is in them.
package struct GlobExpansion {
  private let files: any FileHost

  package init(files: any FileHost) { self.files = files }

  /// Matching paths, sorted; hidden names only where the pattern says so.
  package func paths(matching pattern: String, from folder: String) -> [String] {
    let isAbsolute = pattern.hasPrefix("/")
    let parts = pattern.split(separator: "/").map(String.init)
    // Behind several '**' a path is reached by more than one way.
    return Set(expand(isAbsolute ? "/" : folder, parts[...])).sorted()
  }

  private func expand(_ base: String, _ parts: ArraySlice<String>) -> [String] {
    guard let part = parts.first else { return files.exists(base) ? [base] : [] }
    let rest = parts.dropFirst()
    if part == "**" { return descend(base, rest, above: []) }
    guard WildcardPattern.isPattern(part) else { return expand(join(base, part), rest) }
    let pattern = WildcardPattern(part)
    return names(in: base).filter { pattern.matches($0) && (!$0.hasPrefix(".") || part.hasPrefix(".")) }
      .flatMap { expand(join(base, $0), rest) }
  }

  /// What the rest of a pattern finds in a folder and in all below it.
  ///
  /// - Parameter above: The folders passed on the way, links followed: a link to one of them leads nowhere new.
  private func descend(_ base: String, _ rest: ArraySlice<String>, above: Set<String>) -> [String] {
    guard let place = files.resolved(base), !above.contains(place) else { return [] }
    let visible = names(in: base).filter { !$0.hasPrefix(".") }.map { join(base, $0) }
    let folders = visible.filter(files.isDirectory)
    let here = expand(base, rest) + (rest.isEmpty ? visible : [])
    return here + folders.flatMap { descend($0, rest, above: above.union([place])) }
  }

  private func names(in folder: String) -> [String] { (try? files.list(folder)) ?? [] }  // no folder, no matches

  private func join(_ folder: String, _ name: String) -> String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }
}
