import Artifacts
import Host

/// A file that is read by parts.
struct FileByteSource: ByteSource {
  let path: String
  let files: any FileHost
  let byteCount: Int

  init(_ path: String, _ files: any FileHost) {
    self.path = path
    self.files = files
    byteCount = files.status(path)?.byteCount ?? 0
  }

  func bytes(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8] {
    do throws(FileError) {
      let bytes = try files.read(path, at: offset, count: count)
      if bytes.count < count {
        throw FileError(operation: "read", path: path, code: 0, reason: "it has become shorter")
      }
      return bytes
    } catch {
      throw .unreadable(reason: error.reason)
    }
  }
}
