package import Screen

/// One line of a log as it stands in the file.
package struct LogLine: Hashable, Sendable {
  /// From zero.
  package let number: Int
  /// The offset of the first byte in the file.
  package let byteOffset: Int
  /// The bytes as written, without the `\n`; at most ``LogIndex/lineByteLimit``.
  package let bytes: ArraySlice<UInt8>
  /// Whether it goes on with the line before, which was too long to be shown as one.
  package let isContinuation: Bool

  /// A line; only a store knows whether it really stands there.
  package init(number: Int, byteOffset: Int, bytes: ArraySlice<UInt8>, isContinuation: Bool) {
    self.number = number
    self.byteOffset = byteOffset
    self.bytes = bytes
    self.isContinuation = isContinuation
  }

  /// What is shown of the line, safe for any terminal; see ``LogSanitizer``.
  package func cells(limit: Int = .max) -> [Cell] { LogSanitizer.cells(of: bytes.span, limit: limit) }
  /// What is copied of the line; see ``LogSanitizer``.
  package var plainText: String { LogSanitizer.plainText(of: bytes.span) }
}
