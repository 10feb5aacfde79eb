import EnvironmentModel

/// Arguments after `--` that name files, as seen from another folder.
struct PositionalPaths {
  /// The folder in which the user stands.
  let from: String
  /// The folder in which the commands run.
  let to: String
  let kind: @Sendable (String) -> FileKind

  init(from: String, to: String, kind: @escaping @Sendable (String) -> FileKind) {
    (self.from, self.to, self.kind) = (from, to, kind)
  }

  /// - Parameter isProgram: Whether the first argument is a program's name, which is no path unless it has a slash.
  func rewritten(_ arguments: [String], isProgram: Bool) -> [String] {
    arguments.enumerated().map { place, argument in
      guard !argument.isEmpty, !argument.hasPrefix("/") else { return argument }
      let path = absolutePath(argument, from: from)
      let kind = kind(path)
      if kind == .missing { return argument }
      let isBareFirst = place == 0 && !argument.contains("/")
      if isBareFirst, isProgram || kind == .executable { return argument }
      let relative = Self.relative(path, to: to)
      return relative.hasPrefix("-") && !argument.hasPrefix("-") ? "./\(relative)" : relative
    }
  }

  private static func relative(_ path: String, to folder: String) -> String {
    let parts = path.split(separator: "/")
    let base = folder.split(separator: "/")
    let shared = zip(parts, base).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: base.count - shared) + parts.dropFirst(shared).map(String.init)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }
}

/// What is at a path.
package enum FileKind: Sendable {
  case missing
  /// A regular file that may be run.
  case executable
  /// Anything else.
  case other
}
