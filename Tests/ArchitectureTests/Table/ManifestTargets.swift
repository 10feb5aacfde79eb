/// A target as `Package.swift` declares it.
struct ManifestTarget: Hashable {
  let name: String
  /// Names of targets and products.
  let dependencies: Set<String>
}

/// The targets below `Sources` that a manifest declares, read from its text.
///
/// Understands names written out, `.product(name:package:)`, and constants declared as
/// `let name: Target.Dependency = .product(…)`.
func manifestTargets(of manifest: String) -> [ManifestTarget] {
  let withoutComments = manifest.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
  let text = withoutComments.joined(separator: "\n")
  var products: [Substring: Substring] = [:]
  for match in text.matches(of: /let (\w+): Target\.Dependency =\s*\.product\(name: "([^"]+)"/) {
    products[match.1] = match.2
  }
  return text.matches(of: /\.(?:target|executableTarget)\(/).compactMap { match in
    target(String(text[match.range.upperBound...].prefix(upToClosing: ")")), products: products)
  }
}

private func target(_ arguments: String, products: [Substring: Substring]) -> ManifestTarget? {
  guard let name = arguments.firstMatch(of: /name: "([^"]+)"/)?.1, !arguments.contains("path: \"Tests/") else {
    return nil
  }
  guard let list = arguments.firstRange(of: "dependencies: [") else {
    return ManifestTarget(name: String(name), dependencies: [])
  }
  let inside = arguments[list.upperBound...].prefix(upToClosing: "]")
  let plain = inside.replacing(/\.product\(name: ("[^"]+"), package: "[^"]+"\)/) { $0.output.1 }
  let dependencies = plain.split { $0 == "," || $0.isWhitespace }.map { item in
    item.hasPrefix("\"") ? String(item.dropFirst().dropLast()) : String(products[item] ?? item)
  }
  return ManifestTarget(name: String(name), dependencies: Set(dependencies))
}

extension Substring {
  /// Everything before the bracket that closes one opened before the start.
  fileprivate func prefix(upToClosing closing: Character) -> Substring {
    let opening: Character = closing == ")" ? "(" : "["
    var depth = 1
    for index in indices {
      if self[index] == opening { depth += 1 }
      if self[index] == closing { depth -= 1 }
      if depth == 0 { return self[..<index] }
    }
    return self
  }
}
