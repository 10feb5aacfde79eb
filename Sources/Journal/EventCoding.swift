package import RunModel

/// Events as lines of JSON: the journal's own format and what other programs may read.
///
/// Every line is an object with `n`, the event's number, `t`, its time in microseconds since 1970, and `e`, its kind.
/// A step is told by two fields: `step`, what it does (``StepKind``), and its owner, `env` or `package`.
///
/// The article *JournalFormat* in the documentation of `SwtoxCommand` tells the fields of each kind.
///
/// A reader passes over fields and kinds it does not know, so both may be added without a new format number.
package enum EventCoding {
  /// What became of one line.
  package enum Decoded: Hashable, Sendable {
    case event(NumberedEvent)
    /// A kind of event, step or outcome of a newer version; the number still counts.
    case unknown(number: Int)
    case malformed
  }

  /// One line with its line feed, without a checksum.
  package static func line(of event: NumberedEvent) -> [UInt8] {
    var writer = JSONWriter()
    write(event, to: &writer)
    writer.endLine()
    return writer.bytes
  }

  /// Reads a line, given without its line feed.
  ///
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package static func event(in line: [UInt8]) -> Decoded { event(in: line, line.indices) }

  /// Reads a line that is part of a larger buffer.
  static func event(in bytes: [UInt8], _ range: Range<Int>) -> Decoded {
    var reader = JSONReader(bytes, range)
    do throws(JSONError) {
      let fields = try EventFields(&reader)
      try reader.finish()
      return fields.decoded
    } catch {
      return .malformed
    }
  }
}
