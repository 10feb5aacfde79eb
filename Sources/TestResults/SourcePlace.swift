/// Places in the sources as tools tell them at the end of a traceback.
enum SourcePlace {
  /// The last line that begins with `FILE:LINE:`, which is where pytest says that a test failed.
  static func last(in text: String) -> (file: String?, line: Int?) {
    for line in text.split(separator: "\n").reversed() {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let number = Int(parts[1]), number > 0, let first = parts[0].first, first != " ",
        isFile(parts[0])
      else { continue }
      return (String(parts[0]), number)
    }
    return (nil, nil)
  }

  /// Whether it could be the name of a file of sources, and is no address.
  private static func isFile(_ text: Substring) -> Bool {
    guard let dot = text.lastIndex(of: "."), !text.contains(where: \.isWhitespace) else { return false }
    return text[text.index(after: dot)...].first?.isLetter ?? false
  }
}
