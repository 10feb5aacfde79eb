/// What a wheel was built for, all triples together: it fits where one of them does (PEP 425).
package struct WheelTags: Hashable, Sendable {
  /// The triples, in their order.
  package let tags: [WheelTag]

  package init(_ tags: [WheelTag]) {
    self.tags = tags
  }

  /// Whether an interpreter can load it, and if not, what stands in the way of the triple that comes closest.
  ///
  /// The rules are those of installers: an exact match of interpreter and binary interface; the stable interface `abi3` (or
  /// `abi3t` without the global lock) of this or an older CPython; Python alone, of this or an older version.
  package func compatibility(with interpreter: PythonInterpreter) -> Compatibility {
    var closest: Misfit?
    for tag in tags {
      guard let misfit = misfit(tag, interpreter) else { return .compatible }
      if misfit.stage > closest?.stage ?? -1 { closest = misfit }
    }
    return .incompatible(reason: closest?.reason ?? "has no tags")
  }

  /// Why one triple does not fit, and how far it did: 0 not even the interpreter, 1 not its interface, 2 not its platform.
  private struct Misfit {
    let stage: Int
    let reason: String
  }

  private func misfit(_ tag: WheelTag, _ interpreter: PythonInterpreter) -> Misfit? {
    guard let python = PythonTag(tag.python), isFor(interpreter, python, tag) else {
      return Misfit(stage: 0, reason: "is built for \(tag.python), and this is \(interpreter.tag)")
    }
    guard hasFittingInterface(tag, python, interpreter) else {
      return Misfit(stage: 1, reason: "is built for the interface \(tag.abi), which \(interpreter.tag) does not have")
    }
    if tag.platform == "any" {
      return allowsAnyPlatform(tag, python, interpreter)
        ? nil : Misfit(stage: 2, reason: "says '\(tag)', which no installer takes")
    }
    guard case .incompatible(let reason) = interpreter.platform.compatibility(with: tag.platform) else { return nil }
    return Misfit(stage: 2, reason: reason)
  }

  /// Whether the first part of a triple can stand for an interpreter.
  private func isFor(_ interpreter: PythonInterpreter, _ python: PythonTag, _ tag: WheelTag) -> Bool {
    guard python.major == interpreter.major else { return false }
    if python.name == "py" { return python.minor ?? 0 <= interpreter.minor }
    guard python.name == interpreter.shortName else { return false }
    // What needs nothing of PyPy but that it is one.
    guard let minor = python.minor else {
      return interpreter.implementation == .pypy && tag.abi == "none" && tag.platform == "any"
    }
    return isStable(tag.abi, interpreter) ? minor <= interpreter.minor && minor >= 2 : minor == interpreter.minor
  }

  private func hasFittingInterface(_ tag: WheelTag, _ python: PythonTag, _ interpreter: PythonInterpreter) -> Bool {
    if tag.abi == "none" { return true }
    if python.name == "py" { return false }
    return isStable(tag.abi, interpreter) || interpreter.has(abi: tag.abi)
  }

  /// Whether an interface is the one that later versions keep.
  private func isStable(_ abi: String, _ interpreter: PythonInterpreter) -> Bool {
    interpreter.implementation == .cpython && interpreter.major == 3 && interpreter.minor >= 2
      && abi == (interpreter.isFreeThreaded ? "abi3t" : "abi3")
  }

  private func allowsAnyPlatform(_ tag: WheelTag, _ python: PythonTag, _ interpreter: PythonInterpreter) -> Bool {
    guard tag.abi == "none" else { return false }
    return python.name == "py" || (interpreter.implementation == .pypy ? python.minor == nil : python.minor != nil)
  }
}
