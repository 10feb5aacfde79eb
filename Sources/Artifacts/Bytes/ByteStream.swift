/// The bytes of a range of a source in order, decompressed on the way.
///
/// What stands compressed one after another, as several gzip or xz streams, comes out as one. Input is read and output made
/// in pieces, so memory does not grow with either; the output as a whole is limited.
struct ByteStream: ~Copyable {
  private static let inputByteCount = 64 * 1024
  private static let outputByteCount = 128 * 1024

  private let source: any ByteSource
  private let compression: Compression
  private let limit: Int
  private var decompressor: Decompressor?
  /// What of the source has not been read yet.
  private var rest: Range<Int>
  private var input = Piece()
  private var output = Piece()
  private var producedByteCount = 0
  /// Whether there was a compressed stream, complete or not.
  private var hasBegun = false
  /// How many bytes were handed out or skipped.
  private(set) var position = 0

  /// - Parameter limit: How many bytes may come out in all.
  init(_ source: any ByteSource, in range: Range<Int>, compression: Compression, limit: Int) {
    self.source = source
    self.compression = compression
    self.limit = limit
    rest = range
  }

  /// The next `count` bytes, or fewer at the end.
  mutating func read(_ count: Int) throws(ArtifactError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count, try fill() {
      let slice = output.take(count - bytes.count)
      bytes.append(contentsOf: slice)
      position += slice.count
    }
    return bytes
  }

  /// Passes over `count` bytes and tells how many there were.
  mutating func skip(_ count: Int) throws(ArtifactError) -> Int {
    var skipped = 0
    while skipped < count, try fill() {
      let taken = output.take(count - skipped).count
      skipped += taken
      position += taken
    }
    return skipped
  }

  /// Makes output be there, unless the end is reached.
  private mutating func fill() throws(ArtifactError) -> Bool {
    while output.isEmpty {
      guard try compression == .stored ? copy() : decompress() else { return false }
      producedByteCount += output.count
      if producedByteCount > limit { throw .tooLarge(part: "the content", byteLimit: limit) }
    }
    return true
  }

  private mutating func copy() throws(ArtifactError) -> Bool {
    guard try readInput() else { return false }
    swap(&input, &output)
    return true
  }

  /// Makes one step; false at the end.
  private mutating func decompress() throws(ArtifactError) -> Bool {
    let hasInput = try input.isEmpty ? readInput() : true
    if decompressor == nil {
      if hasBegun { input.dropZeros() } else if !hasInput { throw .truncated(compression) }
      if input.isEmpty { return hasInput }
      decompressor = try Decompressor(compression)
      hasBegun = true
    }
    output.reserve(Self.outputByteCount)
    let inputByteCount = input.count
    let isAtEnd = try decompressor?.feed(&input, into: &output) ?? true
    if isAtEnd {
      decompressor = nil
      if compression == .deflate { finishInput() }
    } else if output.isEmpty && input.count == inputByteCount {
      // A library that neither takes nor gives would do so for ever.
      throw hasInput ? .corrupt(compression) : .truncated(compression)
    }
    return true
  }

  /// Raw deflate has no way to begin anew: what is left over does not belong to it.
  private mutating func finishInput() {
    input = Piece()
    rest = rest.upperBound..<rest.upperBound
  }

  private mutating func readInput() throws(ArtifactError) -> Bool {
    let count = min(rest.count, Self.inputByteCount)
    if count == 0 { return false }
    input = Piece(try source.bytes(at: rest.lowerBound, count: count))
    rest = rest.lowerBound + count..<rest.upperBound
    return true
  }
}
