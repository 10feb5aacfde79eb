/// An interpreter, as far as it decides which wheels it can load.
package struct PythonInterpreter: Hashable, Sendable {
  /// Who makes the interpreter, as `sys.implementation.name` says.
  package enum Implementation: Hashable, Sendable {
    case cpython, pypy
    /// Another one, by that name.
    case other(String)
  }

  package var implementation: Implementation
  /// The first number of the language's version.
  package var major: Int
  /// The second number of the language's version.
  package var minor: Int
  /// Whether it is a CPython without the global lock, whose binary interface is another one.
  package var isFreeThreaded: Bool
  package var platform: PythonPlatform
  /// The binary interface as wheels call it, as in `pypy310_pp73`; nil for CPython, where it follows from the rest, and when
  /// it is not known.
  package var abi: String?

  package init(
    implementation: Implementation, major: Int, minor: Int, isFreeThreaded: Bool = false, platform: PythonPlatform,
    abi: String? = nil
  ) {
    self.implementation = implementation
    self.major = major
    self.minor = minor
    self.isFreeThreaded = isFreeThreaded
    self.platform = platform
    self.abi = abi
  }

  /// The interpreter's tag, as in `cp311` or `pp310`.
  package var tag: String { "\(shortName)\(major)\(minor)" }

  /// What its tags begin with.
  var shortName: String {
    switch implementation {
    case .cpython: "cp"
    case .pypy: "pp"
    case .other("ironpython"): "ip"
    case .other("jython"): "jy"
    case .other(let name): name
    }
  }

  /// Whether binaries for an exact interface are binaries for this one.
  func has(abi wanted: String) -> Bool {
    if let abi { return wanted == abi }
    switch implementation {
    case .cpython: return wanted == "\(tag)\(abiSuffix)"
    case .pypy: return wanted.hasPrefix("pypy\(major)\(minor)_")
    case .other: return false
    }
  }

  /// The letters of CPython's builds: `t` without the global lock; in old times `m` for its own allocator, `u` for wide text.
  private var abiSuffix: String {
    if isFreeThreaded { return "t" }
    if (major, minor) >= (3, 8) { return "" }
    return (major, minor) >= (3, 3) ? "m" : "mu"
  }
}
