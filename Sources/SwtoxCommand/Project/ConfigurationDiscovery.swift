import EnvironmentModel
import Host
import ProjectConfiguration
import SourceText

/// Finds and reads the configuration of a project.
struct ConfigurationDiscovery {
  let files: any FileHost
  /// The absolute path of the calling folder.
  let folder: String

  /// A configuration and the absolute path of its file.
  struct Found {
    var path: String
    var document: ConfigurationDocument
  }

  /// The configuration that an option names, by file or folder, or the nearest one upward.
  func find(_ wanted: String?) throws(DiagnosticError) -> Found {
    guard let wanted else { return try nearest() }
    let path = absolutePath(wanted, from: folder)
    if files.isDirectory(path) {
      if let found = try inFolder(path) { return found }
      throw DiagnosticError(
        .error("there is no configuration in '\(path)'", help: "name the file or another folder with -c"))
    }
    guard files.exists(path) else {
      throw DiagnosticError(.error("there is no file '\(path)'", help: "name the configuration file with -c"))
    }
    if let found = try read(path) { return found }
    throw DiagnosticError(
      .error(
        "'\(path)' holds no configuration", help: "[tox:tox] in setup.cfg or [tool.tox] in pyproject.toml makes one"))
  }

  private func nearest() throws(DiagnosticError) -> Found {
    var place = folder
    while true {
      if let found = try inFolder(place) { return found }
      guard place != "/", let slash = place.lastIndex(of: "/") else { break }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
    throw DiagnosticError(
      .error(
        "there is no tox.ini in '\(folder)' or above it, nor a configuration in setup.cfg, pyproject.toml or tox.toml",
        help: "go to your project, or name its configuration with -c; a first one is '[testenv]' with 'commands = …'"))
  }

  private func inFolder(_ place: String) throws(DiagnosticError) -> Found? {
    for name in ConfigurationReader.fileNames {
      let path = place == "/" ? "/\(name)" : "\(place)/\(name)"
      if files.exists(path), let found = try read(path) { return found }
    }
    return nil
  }

  private func read(_ path: String) throws(DiagnosticError) -> Found? {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try files.read(path) } catch { throw DiagnosticError(.error(error.message)) }
    let shown = path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    return try ConfigurationReader.read(SourceFile(path: shown, bytes: bytes)).map { Found(path: path, document: $0) }
  }
}
