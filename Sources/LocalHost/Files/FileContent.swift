import Glibc

/// The bytes of files, in as few system calls as their size needs.
enum FileContent {
  private static let chunkByteCount = 64 * 1024

  static func all(of path: [CChar]) throws(SystemError) -> [UInt8] {
    let file = try Descriptor(opening: path, flags: O_RDONLY)
    // One byte more than the size lets the end show in the first read.
    let expected = max(chunkByteCount, Int(try file.status().st_size) + 1)
    return try collect(expecting: expected) { buffer, _ in read(file.number, buffer.baseAddress, buffer.count) }
  }

  static func part(of path: [CChar], at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    guard offset >= 0, count >= 0 else { throw SystemError(code: EINVAL) }
    let file = try Descriptor(opening: path, flags: O_RDONLY)
    let expected = min(count, max(chunkByteCount, Int(try file.status().st_size) - offset))
    return try collect(expecting: expected, limit: count) { buffer, position in
      pread(file.number, buffer.baseAddress, buffer.count, offset + position)
    }
  }

  /// Writes all bytes where the file stands.
  static func append(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      rest.removeFirst(try checked { Glibc.write(file.number, slice.baseAddress, slice.count) })
    }
  }

  /// Reads until the end or the limit; a file may grow or shrink meanwhile, or tell no size at all.
  private static func collect(
    expecting expected: Int, limit: Int = .max,
    _ readInto: (UnsafeMutableRawBufferPointer, _ position: Int) -> Int
  ) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = expected
    while bytes.count < limit {
      let position = bytes.count
      let part = try chunk(min(capacity, limit - position)) { readInto($0, position) }
      if part.isEmpty { break }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if bytes.count >= expected { capacity = max(chunkByteCount, bytes.count) } else { capacity -= part.count }
    }
    return bytes
  }

  private static func chunk(
    _ capacity: Int, _ readInto: (UnsafeMutableRawBufferPointer) -> Int
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initializedCount in
      do throws(SystemError) {
        initializedCount = try checked { readInto(UnsafeMutableRawBufferPointer(buffer)) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
