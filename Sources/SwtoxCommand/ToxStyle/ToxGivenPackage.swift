import Artifacts
import EnvironmentModel
import Host

/// Looks into a package that a command line gives, before anything is made for it.
struct ToxGivenPackage {
  let files: any FileHost

  /// Why the file at an absolute path cannot be installed, in tox's words; `nil` when it can be read.
  ///
  /// Costs reading the file.
  func complaint(_ path: String) -> String? {
    // What no Python installs is somebody else's to judge.
    if ![".whl", ".tar.gz", ".zip"].contains(where: path.hasSuffix) { return nil }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try files.read(path) } catch {
      return "could not read the metadata of \(path): \(error.reason)"
    }
    return path.hasSuffix(".whl") ? complaintOfWheel(path, bytes) : complaintOfSources(path, bytes)
  }

  private func complaintOfWheel(_ path: String, _ bytes: [UInt8]) -> String? {
    let unreadable = "could not read the metadata of \(path): "
    do throws(ArtifactError) {
      let archive = try ZipArchive(MemoryByteSource(bytes))
      let folders = archive.members.compactMap { $0.name.split(separator: "/").first }
      guard let folder = folders.first(where: { $0.hasSuffix(".dist-info") }) else {
        return "no .dist-info inside \(path)"
      }
      guard let member = archive.member(named: "\(folder)/METADATA") else {
        return "no Name in the metadata of \(path)"
      }
      guard let text = String(validating: try archive.content(of: member), as: UTF8.self) else {
        return unreadable + "it is not UTF-8"
      }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty && $0 != "\r" }
      if !lines.contains(where: { $0.lowercased().hasPrefix("name:") }) { return "no Name in the metadata of \(path)" }
      let requirements = lines.filter { $0.lowercased().hasPrefix("requires-dist:") }.map { line in
        String(trimmed(line.dropFirst("requires-dist:".count)))
      }
      return requirements.lazy.compactMap { RequirementSyntax.fault(of: $0) }.first.map { unreadable + $0 }
    } catch {
      return unreadable + error.message
    }
  }

  private func complaintOfSources(_ path: String, _ bytes: [UInt8]) -> String? {
    do throws(ArtifactError) {
      if path.hasSuffix(".zip") {
        return try ZipArchive(MemoryByteSource(bytes)).members.isEmpty ? "no files inside \(path)" : nil
      }
      var archive = TarArchive(MemoryByteSource(bytes), in: 0..<bytes.count, compression: .gzip)
      return try archive.next() == nil ? "no files inside \(path)" : nil
    } catch {
      return "could not extract \(path): \(error.message)"
    }
  }
}
