/// The interpreter a factor or a `base_python` value asks for: implementation and version.
///
/// Understands tox's forms: `py`, `py3`, `py311`, `py3.11`, `3.11`, `3.11.4`, `python3.11`, `pypy310`, `cp313t`, `graalpy`.
package struct PythonFactor: Hashable, Sendable, CustomStringConvertible {
  /// Which Python it is; but for `any`, raw values are those of `sys.implementation.name`.
  package enum Implementation: String, Hashable, Sendable {
    /// Any implementation; CPython is preferred.
    case any = "python"
    case cpython, pypy, graalpy, jython, ironpython
  }

  package var implementation: Implementation
  /// Major, minor and patch as far as they were given; empty asks for any version.
  package var version: [Int]
  /// Whether the build without the global interpreter lock is asked for; `nil` when not said.
  package var isFreeThreaded: Bool?

  package init(implementation: Implementation, version: [Int], isFreeThreaded: Bool? = nil) {
    self.implementation = implementation
    self.version = version
    self.isFreeThreaded = isFreeThreaded
  }

  /// Reads a factor or specification; `nil` when it names no interpreter.
  package init?(_ text: String) {
    let prefixes: [(String, Implementation)] = [
      ("graalpy", .graalpy), ("ironpython", .ironpython), ("cpython", .cpython), ("jython", .jython),
      ("python", .any), ("pypy", .pypy), ("cp", .cpython), ("py", .any), ("", .any),
    ]
    guard let (prefix, implementation) = prefixes.first(where: { text.hasPrefix($0.0) }) else { return nil }
    var rest = Substring(text.dropFirst(prefix.count))
    if prefix.isEmpty && (rest.first?.isNumber != true || !rest.contains(".")) { return nil }
    var isFreeThreaded: Bool?
    if rest.hasSuffix("t"), rest.count > 1 {
      isFreeThreaded = true
      rest = rest.dropLast()
    }
    if rest.first == "-" || rest.first == "@" {
      rest = rest.dropFirst()
      if rest.isEmpty { return nil }
    }
    guard let version = Self.version(rest) else { return nil }
    self.init(implementation: implementation, version: version, isFreeThreaded: isFreeThreaded)
  }

  /// `311` is 3.11, `3` is 3, `3.11.4` is itself.
  private static func version(_ text: Substring) -> [Int]? {
    if text.isEmpty { return [] }
    guard text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 3 || parts.contains(where: \.isEmpty) { return nil }
    if parts.count > 1 {
      let numbers = parts.compactMap { Int($0) }
      return numbers.count == parts.count ? numbers : nil
    }
    guard text.count <= 4, let major = Int(text.prefix(1)) else { return nil }
    guard text.count > 1, let minor = Int(text.dropFirst()) else { return [major] }
    return [major, minor]
  }

  /// The form in which messages name the interpreter: `python 3.11`, `pypy 3.10`.
  package var description: String {
    let number = version.map(String.init).joined(separator: ".")
    let name = implementation.rawValue + (version.isEmpty ? "" : " ") + number
    return isFreeThreaded == true ? name + "t" : name
  }
}
