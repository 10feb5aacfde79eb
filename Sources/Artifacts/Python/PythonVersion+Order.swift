extension PythonVersion: Comparable {
  /// What is compared, from first to last.
  struct Order: Hashable {
    /// The epoch and the release without zeros at its end.
    let release: [Int]
    /// What stands behind the release, in numbers that sort as PEP 440 asks.
    let suffix: [Int]
    let local: [[Int]]
    /// The letters of local parts; a part of digits has none.
    let localWords: [String]
  }

  var order: Order {
    let isDevelopmentOnly = prerelease == nil && post == nil && development != nil
    let rank = prerelease?.phase.rawValue ?? (isDevelopmentOnly ? -1 : 3)
    let end = release.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    return Order(
      release: [epoch] + release[..<end],
      suffix: [
        rank, prerelease?.number ?? 0, post == nil ? 0 : 1, post ?? 0, development == nil ? 1 : 0, development ?? 0,
      ],
      local: local.map { Int($0).map { [1, $0] } ?? [0] },
      localWords: local.map { Int($0) == nil ? $0 : "" })
  }

  /// Older versions are less; a local label comes after none, and its words before its numbers.
  package static func < (left: PythonVersion, right: PythonVersion) -> Bool {
    let (left, right) = (left.order, right.order)
    if left.release != right.release { return left.release.lexicographicallyPrecedes(right.release) }
    if left.suffix != right.suffix { return left.suffix.lexicographicallyPrecedes(right.suffix) }
    for index in 0..<min(left.local.count, right.local.count) {
      if left.local[index] != right.local[index] {
        return left.local[index].lexicographicallyPrecedes(right.local[index])
      }
      if left.localWords[index] != right.localWords[index] {
        return left.localWords[index].utf8.lexicographicallyPrecedes(right.localWords[index].utf8)
      }
    }
    return left.local.count < right.local.count
  }
}

extension PythonVersion: CustomStringConvertible {
  /// The normal spelling.
  package var description: String {
    var text = epoch == 0 ? "" : "\(epoch)!"
    text += release.map(String.init).joined(separator: ".")
    if let prerelease { text += ["a", "b", "rc"][prerelease.phase.rawValue] + String(prerelease.number) }
    if let post { text += ".post\(post)" }
    if let development { text += ".dev\(development)" }
    return local.isEmpty ? text : "\(text)+\(local.joined(separator: "."))"
  }
}
