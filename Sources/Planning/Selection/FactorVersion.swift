import EnvironmentModel

/// How the version in a factor has to stand to another.
enum Comparison: String, CaseIterable, Sendable {
  case atLeast = ">="
  case atMost = "<="
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case greater = ">"

  /// - Parameter order: Negative when the factor's version is the lower one, zero when they are equal.
  func holds(_ order: Int) -> Bool {
    switch self {
    case .atLeast: order >= 0
    case .atMost: order <= 0
    case .equal: order == 0
    case .unequal: order != 0
    case .less: order < 0
    case .greater: order > 0
    }
  }
}

/// A version to compare those in factors with: `3.11` with `py311`, `4.2` with `django42`, `20` with `node20`.
///
/// Of a version with dots the first digit of a factor without them is the major part, as in `py311`; without dots both
/// are whole numbers. Pythons are always compared by parts. A factor is looked at as far as the version goes: `py311`
/// equals `3`.
struct FactorVersion: Hashable, Sendable {
  private let parts: [Int]
  private let isDotted: Bool
  private let pythonParts: [Int]

  /// `nil` for text that is no version.
  init?(_ text: Substring) {
    guard let parts = Self.parts(text) else { return nil }
    self.parts = parts
    isDotted = parts.count > 1
    pythonParts = isDotted ? parts : PythonFactor("py\(text)")?.version ?? parts
  }

  /// How the version of a factor stands to this one; `nil` when the factor has none on that axis.
  func order(of factor: String, on axis: String) -> Int? {
    if let python = Self.python(factor, on: axis) { return Self.order(python, pythonParts) }
    if axis == "py" || axis == "python" { return nil }
    guard factor.hasPrefix(axis), let own = Self.parts(factor.dropFirst(axis.count)) else { return nil }
    if own.count > 1 || !isDotted { return Self.order(own, parts) }
    let digits = factor.dropFirst(axis.count)
    return Self.order([Int(digits.prefix(1)), Int(digits.dropFirst())].compactMap { $0 }, parts)
  }

  /// The version of an interpreter on the axis of all Pythons, or of its implementation.
  private static func python(_ factor: String, on axis: String) -> [Int]? {
    guard let python = PythonFactor(factor), !python.version.isEmpty else { return nil }
    let isMeant = axis == "py" || axis == "python" || axis == python.implementation.rawValue
    return isMeant ? python.version : nil
  }

  private static func parts(_ text: Substring) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil }
    return numbers.count == parts.count ? numbers : nil
  }

  private static func order(_ own: [Int], _ wanted: [Int]) -> Int {
    for (place, part) in wanted.enumerated() {
      let ownPart = place < own.count ? own[place] : 0
      if ownPart != part { return ownPart < part ? -1 : 1 }
    }
    return 0
  }
}
