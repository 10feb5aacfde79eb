extension PythonVersionSpecifier {
  /// One condition.
  struct Clause: Hashable, Sendable {
    /// What a version is compared with, and how.
    private enum Condition: Hashable, Sendable {
      case equal(PythonVersion)
      /// `==1.2.*`, whatever comes behind these numbers.
      case prefix(epoch: Int, release: [Int])
      case atMost(PythonVersion)
      case atLeast(PythonVersion)
      case less(PythonVersion)
      case greater(PythonVersion)
      /// `~=1.2.3`: at least that, with the same numbers up to the last but one.
      case close(PythonVersion)
      /// `===`: the same text.
      case identical(String)
    }

    /// The condition as it is written.
    let text: String
    private let condition: Condition
    private let isNegated: Bool

    /// Nil when the text is no condition.
    init?(_ text: String) {
      let operators = ["===", "==", "!=", "~=", "<=", ">=", "<", ">"]
      guard let sign = operators.first(where: text.hasPrefix) else { return nil }
      let operand = String(text.dropFirst(sign.count).drop(while: \.isWhitespace))
      guard let condition = Self.condition(sign, operand) else { return nil }
      self.text = text
      self.condition = condition
      isNegated = sign == "!="
    }

    private static func condition(_ sign: String, _ operand: String) -> Condition? {
      if sign == "===" { return operand.isEmpty ? nil : .identical(operand.lowercased()) }
      if sign == "==" || sign == "!=", operand.hasSuffix(".*") {
        guard let version = PythonVersion(operand.dropLast(2)), version == version.base else { return nil }
        return .prefix(epoch: version.epoch, release: version.release)
      }
      guard let version = PythonVersion(operand) else { return nil }
      if sign == "==" || sign == "!=" { return .equal(version) }
      guard version.local.isEmpty else { return nil }
      switch sign {
      case "<=": return .atMost(version)
      case ">=": return .atLeast(version)
      case "<": return .less(version)
      case ">": return .greater(version)
      default: return version.release.count > 1 ? .close(version) : nil
      }
    }

    /// Whether a version fulfils it.
    func matches(_ version: PythonVersion) -> Bool { isFulfilled(by: version) != isNegated }

    private func isFulfilled(by version: PythonVersion) -> Bool {
      switch condition {
      case .equal(let other): (other.local.isEmpty ? version.withoutLocal : version) == other
      case .prefix(let epoch, let release): Self.has(version, epoch, release)
      case .atMost(let other): version.withoutLocal <= other
      case .atLeast(let other): version.withoutLocal >= other
      case .less(let other): version < (other.isPrerelease ? other : other.earliest)
      case .greater(let other): version.withoutLocal > other && !Self.isPostRelease(version, of: other)
      case .close(let other):
        version.withoutLocal >= other && Self.has(version, other.epoch, other.release.dropLast())
      case .identical(let text): version.description == text
      }
    }

    private static func has(_ version: PythonVersion, _ epoch: Int, _ release: [Int]) -> Bool {
      let padding = [Int](repeating: 0, count: max(0, release.count - version.release.count))
      return version.epoch == epoch && (version.release + padding).starts(with: release)
    }

    /// Whether it only corrects the other: `>3.8` does not let `3.8.post1` through.
    private static func isPostRelease(_ version: PythonVersion, of other: PythonVersion) -> Bool {
      version.post != nil && other.post == nil && other.development == nil
        && version.withoutPost == other
    }
  }
}

extension PythonVersion {
  /// The version that came out first of its kind: `<3.8` does not let `3.8a1` through, nor anything after this.
  fileprivate var earliest: PythonVersion {
    PythonVersion(epoch: epoch, release: release, prerelease: prerelease, post: post, development: 0)
  }

  /// The version that a post-release corrects.
  fileprivate var withoutPost: PythonVersion {
    PythonVersion(epoch: epoch, release: release, prerelease: prerelease)
  }
}
