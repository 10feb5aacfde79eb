/// Work on many things that do not depend on each other, spread over the cores.
enum ConcurrentWork {
  /// Fewer things are not worth a task of their own.
  private static let smallestPart = 256
  /// So many parts there are at most, as many as machines can make use of that wait for nothing else.
  private static let partLimit = 8

  /// What becomes of parts of a collection, one after the other, in their order.
  ///
  /// - Parameter transform: Gets neighbours, a few hundred of them unless there are fewer.
  static func results<Element: Sendable, Part: Sendable>(
    _ all: [Element], _ transform: @escaping @Sendable (ArraySlice<Element>) -> Part
  ) async -> [Part] {
    let count = max(1, min(partLimit, all.count / smallestPart))
    if count == 1 { return [transform(all[...])] }
    return await withTaskGroup(of: (Int, Part).self) { group in
      for part in 0..<count {
        let range = all.count * part / count..<all.count * (part + 1) / count
        group.addTask { (part, transform(all[range])) }
      }
      var results: [Part?] = Array(repeating: nil, count: count)
      for await (part, result) in group { results[part] = result }
      return results.compactMap { $0 }
    }
  }
}
