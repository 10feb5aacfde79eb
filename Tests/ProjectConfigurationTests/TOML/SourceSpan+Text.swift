import SourceText

extension SourceSpan {
  /// The bytes the span covers.
  var text: String { String(decoding: file.bytes[range], as: UTF8.self) }
}
