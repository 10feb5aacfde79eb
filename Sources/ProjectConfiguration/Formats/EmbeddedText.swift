import SourceText

/// A text that stands inside another file, as a file of its own whose lines and columns are those of the other.
enum EmbeddedText {
  /// The file with all but the text blanked out, so that diagnostics tell its true places; where the text was written
  /// with escapes its places cannot be kept, and it is a file by itself.
  ///
  /// - Parameters:
  ///   - text: The value of a string.
  ///   - span: The string as written, with its quotes.
  static func file(_ text: String, at span: SourceSpan) -> SourceFile {
    let bytes = span.file.bytes
    let value = Array(text.utf8)
    let quoted = span.range
    // Without escapes the value stands between the quotes as it is; a line end behind the first quotes is no part of it.
    let lengths = [3, 4, 5, 1].filter { quoted.lowerBound + $0 + value.count <= quoted.upperBound }
    guard let start = lengths.map({ quoted.lowerBound + $0 }).first(where: { bytes[$0...].starts(with: value) }) else {
      return SourceFile(path: "\(span.file.path):\(span.file.position(at: quoted.lowerBound).line)", bytes: value)
    }
    let inside = start..<start + value.count
    let masked = bytes.enumerated().map { offset, byte -> UInt8 in
      inside.contains(offset) || byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " ")
    }
    return SourceFile(path: span.file.path, bytes: masked)
  }
}
