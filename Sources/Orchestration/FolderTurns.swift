/// Which folders running steps have to themselves, and which steps wait for one.
///
/// A folder is not free either while a step works in one above it or below it.
///
/// - Complexity: O(*folders in use*) a step, and O(*waiting steps*) whenever a folder becomes free.
struct FolderTurns {
  private var occupied: [String] = []
  /// The positions of those that wait.
  private var waiting: [Int] = []

  /// Gives a step its folder, or lets it wait.
  ///
  /// - Returns: Whether it may start.
  mutating func take(_ folder: String?, at position: Int) -> Bool {
    guard let folder else { return true }
    if occupied.contains(where: { Self.overlap($0, folder) }) {
      waiting.append(position)
      return false
    }
    occupied.append(folder)
    return true
  }

  /// Takes a folder back.
  ///
  /// - Returns: Who waited for any; all of them are to try again.
  mutating func release(_ folder: String?) -> [Int] {
    guard let folder, let place = occupied.firstIndex(of: folder) else { return [] }
    occupied.remove(at: place)
    defer { waiting = [] }
    return waiting
  }

  private static func overlap(_ one: String, _ other: String) -> Bool {
    one == other || one.hasPrefix("\(other)/") || other.hasPrefix("\(one)/") || one == "/" || other == "/"
  }
}
