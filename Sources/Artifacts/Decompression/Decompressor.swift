import CDecompression

/// One compressed stream in the making, owned until it ends.
struct Decompressor: ~Copyable {
  private let compression: Compression
  private let stream: OpaquePointer

  /// - Throws: ``ArtifactError/missingLibrary(fileName:)``, or ``ArtifactError/tooMuchMemory(_:)``.
  init(_ compression: Compression) throws(ArtifactError) {
    guard let kind = compression.kind else { preconditionFailure("what is stored needs no decompressor") }
    var opened: OpaquePointer?
    let status = cdecompression_open(kind, &opened)
    guard let opened else {
      throw status == CDECOMPRESSION_MEMORY
        ? .tooMuchMemory(compression) : .missingLibrary(fileName: String(cString: cdecompression_library(kind)))
    }
    self.compression = compression
    stream = opened
  }

  deinit { cdecompression_close(stream) }

  /// Takes what it can of the input and replaces the output with what that gives.
  ///
  /// - Returns: Whether the stream is complete; then it must not be fed again.
  mutating func feed(_ input: inout Piece, into output: inout Piece) throws(ArtifactError) -> Bool {
    let status = input.drain { taken in
      var takenCount = 0
      let status = output.refill { room in
        var step = cdecompression_step(
          input: taken.baseAddress, input_count: taken.count, output: room.baseAddress, output_count: room.count)
        let status = cdecompression_feed(stream, &step)
        takenCount = step.input_count
        return (step.output_count, status)
      }
      return (takenCount, status)
    }
    switch status {
    case CDECOMPRESSION_MORE: return false
    case CDECOMPRESSION_END: return true
    case CDECOMPRESSION_MEMORY: throw .tooMuchMemory(compression)
    default: throw .corrupt(compression)
    }
  }
}
