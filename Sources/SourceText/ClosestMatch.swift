/// The candidate closest to a misspelt word, or `nil` when none is close.
///
/// Distance is Damerau's and Levenshtein's (optimal string alignment) over UTF-8 bytes; a word may differ by a third of
/// its length, at least one edit.
///
/// - Complexity: O(*candidates* × *length*²).
package func closestMatch(to word: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(word.utf8)
  // Nobody mistypes a word of such a length, and comparing two of them would take very long.
  if wanted.count > 255 { return nil }
  let limit = max(1, wanted.count / 3)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates where abs(candidate.utf8.count - wanted.count) <= limit {
    let distance = editDistance(wanted, Array(candidate.utf8))
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

/// Edits are letters put in, left out, changed, or exchanged with the next one.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast = Array(0...right.count)
  var last = beforeLast
  var row = beforeLast
  for (i, a) in left.enumerated() {
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a == b ? 0 : 1))
      if i > 0, j > 0, a == right[j - 1], b == left[i - 1] { distance = min(distance, beforeLast[j - 1] + 1) }
      row[j + 1] = distance
    }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[right.count]
}
