import RunModel

/// How many environments of a run came to each status, as a text: `pass=12 fail=1`.
enum CountText {
  static func text(of counts: [MatrixStatus: Int]) -> String {
    MatrixStatus.allCases.compactMap { status in counts[status].map { "\(status.rawValue)=\($0)" } }
      .joined(separator: " ")
  }

  /// What is no count is passed over.
  static func counts(_ text: String) -> [MatrixStatus: Int] {
    let pairs = text.split(separator: " ").compactMap { word -> (MatrixStatus, Int)? in
      let parts = word.split(separator: "=")
      guard parts.count == 2, let status = MatrixStatus(rawValue: String(parts[0])), let count = Int(parts[1]) else {
        return nil
      }
      return (status, count)
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
