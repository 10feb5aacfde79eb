extension PythonVersion {
  /// Reads a version from the front, in every spelling that PEP 440's appendix allows; nil when none is there.
  init?(_ scanner: inout VersionScanner) {
    _ = scanner.passes("v")
    let epoch = scanner.attempt { scanner in
      scanner.number().flatMap { scanner.passes("!") ? $0 : nil }
    }
    guard let first = scanner.number() else { return nil }
    var release = [first]
    while let number = scanner.attempt({ $0.passes(".") ? $0.number() : nil }) { release.append(number) }
    self.init(
      epoch: epoch ?? 0, release: release, prerelease: Self.prerelease(&scanner), post: Self.post(&scanner),
      development: Self.development(&scanner), local: Self.local(&scanner))
  }

  private static func prerelease(_ scanner: inout VersionScanner) -> Prerelease? {
    let phases: [(StaticString, Phase)] = [
      ("alpha", .alpha), ("a", .alpha), ("beta", .beta), ("b", .beta), ("preview", .candidate), ("pre", .candidate),
      ("rc", .candidate), ("c", .candidate),
    ]
    return scanner.attempt { scanner in
      _ = scanner.passes(anyOf: "-_.")
      guard let phase = phases.first(where: { scanner.passes($0.0) })?.1 else { return nil }
      return Prerelease(phase: phase, number: trailingNumber(&scanner))
    }
  }

  private static func post(_ scanner: inout VersionScanner) -> Int? {
    scanner.attempt { scanner in
      // `1.0-1` is short for `1.0.post1`.
      if let number = scanner.attempt({ $0.passes("-") ? $0.number() : nil }) { return number }
      _ = scanner.passes(anyOf: "-_.")
      guard scanner.passes("post") || scanner.passes("rev") || scanner.passes("r") else { return nil }
      return trailingNumber(&scanner)
    }
  }

  private static func development(_ scanner: inout VersionScanner) -> Int? {
    scanner.attempt { scanner in
      _ = scanner.passes(anyOf: "-_.")
      return scanner.passes("dev") ? trailingNumber(&scanner) : nil
    }
  }

  private static func local(_ scanner: inout VersionScanner) -> [String] {
    let parts = scanner.attempt { scanner -> [String]? in
      guard scanner.passes("+"), let first = scanner.word() else { return nil }
      var parts = [first]
      while let part = scanner.attempt({ $0.passes(anyOf: "-_.") ? $0.word() : nil }) { parts.append(part) }
      return parts.map { Int($0).map(String.init) ?? $0 }
    }
    return parts ?? []
  }

  /// The number behind a mark, which may stand apart from it or be left out.
  private static func trailingNumber(_ scanner: inout VersionScanner) -> Int {
    scanner.attempt { scanner in
      _ = scanner.passes(anyOf: "-_.")
      return scanner.number()
    } ?? 0
  }
}
