/// Which factors in the name of an environment say what Python it is for, by tox's rules; other words of Pythons, such as
/// `python3.11`, are for `base_python` alone.
package enum PythonFactorName {
  private static let implementations = ["pypy", "py", "cpython", "jython", "graalpy", "rustpython", "ironpython"]

  /// Whether a factor may take part in saying it: `py311`, `3.11`, and `cpython` before a version.
  package static func maySpeak(_ factor: String) -> Bool {
    factor == "cpython" || factor == "pypy" || isInterpreter(factor) || isVersion(factor)
  }

  /// `py311`, `pypy3.10`, `cpython313t`, `graalpy`; not `py` alone, which says nothing.
  package static func isInterpreter(_ factor: String) -> Bool {
    guard factor != "py", let implementation = implementations.first(where: factor.hasPrefix) else { return false }
    var rest = factor.dropFirst(implementation.count)
    if rest.isEmpty { return true }
    guard let first = rest.first, ("2"..."9").contains(first) else { return false }
    rest = rest.dropFirst()
    if rest.first == "." { rest = rest.dropFirst() }
    let digits = rest.prefix { ("0"..."9").contains($0) }
    return digits.count < 3 && ["", "t", "d", "td"].contains(rest.dropFirst(digits.count))
  }

  /// `3.11`, `3.13t`.
  package static func isVersion(_ factor: String) -> Bool {
    guard let first = factor.first, first == "2" || first == "3", factor.dropFirst().first == "." else { return false }
    let rest = factor.dropFirst(2)
    let digits = rest.prefix { ("0"..."9").contains($0) }
    return !digits.isEmpty && ["", "t", "d", "td"].contains(rest.dropFirst(digits.count))
  }
}
