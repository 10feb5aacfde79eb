package import RunModel

/// Events as lines of JSON: the journal's own format and what other programs may read.
///
/// Every line is an object with `n`, the event's number, `t`, its time in microseconds since 1970, and `e`, its kind.
/// A step is told by two fields: `step`, what it does (``StepKind``), and its owner, `env` or `package`.
///
/// | `e` | further fields |
/// |---|---|
/// | `run-started` | `environments`: names in order; `steps`: objects of owner, `step`, `needs` (such objects), `reason`, `ignored` |
/// | `step-started` | step |
/// | `command-started` | step, `index`, `phase`, `arguments`, `directory`, `pid` |
/// | `output-grew` | step, `bytes`: size of the step's log |
/// | `command-ended` | step, `index`, `code` or `signal` if there is one, `wall` and `cpu` in nanoseconds, `peak` bytes |
/// | `step-noted` | step, `note` |
/// | `step-finished` | step, `outcome` (below) |
/// | `stop-requested` | `reason` |
/// | `stop-signalled` | step, `signal`, `processes`: command lines |
/// | `run-finished` | |
///
/// | `outcome` | further fields |
/// |---|---|
/// | `succeeded`, `reused`, `timed-out`, `cancelled` | |
/// | `failed` | `code` |
/// | `signalled` | `signal` |
/// | `could-not-start`, `skipped`, `unavailable` | `reason` |
/// | `blocked` | `by`: an object of owner and `step` |
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

  /// One line with its line feed.
  package static func line(of event: NumberedEvent) -> [UInt8] {
    var writer = JSONWriter()
    write(event, to: &writer)
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
