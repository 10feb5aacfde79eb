import Artifacts
import FoundationEssentials
import Testing

/// The files that `Fixtures/make.sh` made.
enum Fixture {
  static let wheel = "demo_package-1.2.3-py3-none-any.whl"
  static let binaryWheel = "spam-0.1-cp311-cp311-linux_x86_64.whl"
  static let stableWheel = "spam-0.1-2-cp38-abi3-linux_x86_64.whl"
  static let sdist = "demo_package-1.2.3.tar.gz"
  static let zippedSdist = "demo_package-1.2.3.zip"
  static let conda = "demo-1.2.3-py_0.conda"
  static let oldConda = "spam-0.1-py311h1234567_3.tar.bz2"
  static let debs = ["demo-gzip_1.2.3-4_all.deb", "demo-xz_1.2.3-4_amd64.deb", "demo-zstd_1.2.3-4_arm64.deb"]
  static let rpm = "demo-1.2.3-4.noarch.rpm"
  static let npm = "scope-demo-1.2.3.tgz"

  static let artifacts = [wheel, binaryWheel, stableWheel, sdist, zippedSdist, conda, oldConda, rpm, npm] + debs

  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return Array(try #require(FileManager.default.contents(atPath: folder.appending(path: name).path)))
  }

  static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  static func source(_ name: String) throws -> MemoryByteSource { MemoryByteSource(try bytes(name)) }

  static func metadata(_ name: String) throws -> ArtifactMetadata {
    try ArtifactReader.metadata(of: name, source: source(name))
  }
}
