/// A Python found on the machine.
package struct Interpreter: Hashable, Sendable {
  /// The absolute path, never a shim.
  package var path: String
  package var implementation: PythonFactor.Implementation
  /// Major, minor and patch.
  package var version: [Int]
  package var isFreeThreaded: Bool
  /// Whether the version is an alpha, beta or candidate.
  package var isPrerelease: Bool
  /// The version of its pip; `nil` without one.
  package var pipVersion: [Int]?
  /// Whether it can make virtual environments by itself.
  package var hasVenv: Bool
  /// Whether it carries a pip to put into them; Debian's packages may not.
  package var hasEnsurepip: Bool

  package init(
    path: String, implementation: PythonFactor.Implementation, version: [Int], isFreeThreaded: Bool = false,
    isPrerelease: Bool = false, pipVersion: [Int]? = nil, hasVenv: Bool = true, hasEnsurepip: Bool = true
  ) {
    self.path = path
    self.implementation = implementation
    self.version = version
    self.isFreeThreaded = isFreeThreaded
    self.isPrerelease = isPrerelease
    self.pipVersion = pipVersion
    self.hasVenv = hasVenv
    self.hasEnsurepip = hasEnsurepip
  }

  /// Whether it is what a factor asks for.
  package func satisfies(_ factor: PythonFactor) -> Bool {
    let isRightKind =
      factor.implementation == implementation || (factor.implementation == .any && implementation == .cpython)
    guard isRightKind, factor.version.count <= version.count else { return false }
    if factor.isFreeThreaded == true, !isFreeThreaded { return false }
    if factor.isFreeThreaded == nil, isFreeThreaded { return false }
    return zip(factor.version, version).allSatisfy { $0 == $1 }
  }

  /// `cpython 3.11.7`.
  package var label: String { "\(implementation.rawValue) \(version.map(String.init).joined(separator: "."))" }

  /// Whether the version is at least this.
  package func isAtLeast(_ wanted: [Int]) -> Bool { !version.lexicographicallyPrecedes(wanted) }
}
