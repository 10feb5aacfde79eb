import Glibc

/// What one turn of reading found in a descriptor that does not block.
struct OutputChunk: Hashable, Sendable {
  enum Rest: Hashable, Sendable {
    /// The buffer is full, and more may be there.
    case unknown
    /// Nothing more for now.
    case none
    /// Nothing more ever: all writers have closed it.
    case ended
  }

  var byteCount = 0
  var rest = Rest.unknown

  /// Fills the buffer as far as there is something to read.
  ///
  /// A terminal hands over at most 4 KiB at a time; so it is asked again, that its bytes too are passed on in bulk.
  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> OutputChunk {
    var chunk = OutputChunk()
    while chunk.byteCount < buffer.count {
      let free = UnsafeMutableRawBufferPointer(rebasing: buffer[chunk.byteCount...])
      let count = Glibc.read(descriptor, free.baseAddress, free.count)
      if count > 0 {
        chunk.byteCount += count
      } else if count == 0 || errno != EINTR {
        chunk.rest = count < 0 && errno == EAGAIN ? .none : .ended
        return chunk
      }
    }
    return chunk
  }
}
