import Glibc
import Host
import LocalHost
import Testing

/// A folder of a test's own, removed with all that is in it when the test ends.
final class TemporaryFolder: Sendable {
  let path: String
  let files = LocalFiles()

  init() throws {
    var template = Array("/tmp/local-host-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
    path = String(cString: try #require(made))
  }

  deinit {
    // What is left behind stays in the system's folder for temporary files.
    try? files.remove(path)
  }

  /// The path of something in the folder.
  subscript(_ name: String) -> String { path + "/" + name }

  func write(_ text: String, to name: String) throws {
    try files.write(Array(text.utf8), to: self[name])
  }

  func text(_ name: String) throws -> String {
    String(decoding: try files.read(self[name]), as: UTF8.self)
  }
}
