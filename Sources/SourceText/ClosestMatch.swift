/// The candidate closest to a misspelt word, or `nil` when none is close.
///
/// Distance is Levenshtein's over UTF-8 bytes; a word may differ by a third of its length, at least one edit.
///
/// - Complexity: O(*candidates* × *length*²).
package func closestMatch(to word: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(word.utf8)
  let limit = max(1, wanted.count / 3)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates where abs(candidate.utf8.count - wanted.count) <= limit {
    let distance = editDistance(wanted, Array(candidate.utf8))
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
      diagonal = row[j + 1]
      row[j + 1] = next
    }
  }
  return row[right.count]
}
