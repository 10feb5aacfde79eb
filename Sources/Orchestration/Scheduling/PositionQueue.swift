/// Positions in a plan that come out in ascending order.
///
/// - Complexity: Taking the first is O(1); inserting compares O(log *n*) times and moves O(*n*) integers at worst, none
///   when the last position is the greatest of all, as in a plan read from its end.
struct PositionQueue {
  /// Descending, so that the first to come out stands at the end.
  private var places: [Int] = []

  var isEmpty: Bool { places.isEmpty }

  mutating func insert(_ place: Int) {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] > place { low = middle + 1 } else { high = middle }
    }
    places.insert(place, at: low)
  }

  mutating func removeFirst() -> Int? { places.popLast() }
}
