/// Masks secrets in bytes that come in parts, also where one stands in two of them.
///
/// The end of a part that could be the beginning of a secret is held back until more comes.
package struct MaskedStream: Sendable {
  private let mask: SecretMask
  private var held: [UInt8] = []
  /// How many of the bytes held back belong to a secret whose mark is written.
  private var coveredCount = 0

  package init(_ mask: SecretMask) { self.mask = mask }

  /// Takes the next bytes in.
  ///
  /// - Parameters:
  ///   - isLast: Whether nothing comes after them, so that nothing is held back.
  ///   - write: Gets what can be shown, at most once; without secrets these very bytes.
  package mutating func take(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool = false, write: (UnsafeRawBufferPointer) -> Void
  ) {
    if held.isEmpty { return scan(bytes, isLast, write) }
    let whole = held + bytes
    whole.withUnsafeBytes { scan($0, isLast, write) }
  }

  /// Gives out what was held back; nothing comes any more.
  package mutating func finish(write: (UnsafeRawBufferPointer) -> Void) {
    take(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, write: write)
  }

  private mutating func scan(
    _ bytes: UnsafeRawBufferPointer, _ isLast: Bool, _ write: (UnsafeRawBufferPointer) -> Void
  ) {
    var output: [UInt8] = []
    // What stands before is written or masked, and what comes from `end` on is held back.
    var (cleanStart, end) = (coveredCount, bytes.count)
    var index = mask.candidate(in: bytes, from: 0)
    while index < bytes.count {
      let finding = mask.finding(at: index, in: bytes, isLast: isLast)
      if case .beginning = finding {
        end = index
        break
      }
      if case .secret(let byteCount) = finding {
        if index >= cleanStart {
          output += bytes[cleanStart..<index]
          output += SecretMask.mark
        }
        cleanStart = max(cleanStart, index + byteCount)
      }
      index = mask.candidate(in: bytes, from: index + 1)
    }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[min(cleanStart, end)..<end])
    if output.isEmpty {
      if !rest.isEmpty { write(rest) }
    } else {
      output += rest
      output.withUnsafeBytes(write)
    }
    coveredCount = max(0, cleanStart - end)
    held = Array(bytes[end...])
  }
}
