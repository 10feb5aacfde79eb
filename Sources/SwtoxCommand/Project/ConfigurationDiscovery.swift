import Host
import EnvironmentModel
import ProjectConfiguration
import SourceText

/// Finds the configuration file of a project.
struct ConfigurationDiscovery {
  let files: any FileHost
  /// The absolute path of the calling folder.
  let folder: String

  /// The absolute path of the file that an option names, or of the nearest one upward.
  func find(_ wanted: String?) throws(DiagnosticError) -> String {
    guard let wanted else { return try nearest() }
    let path = absolutePath(wanted, from: folder)
    if files.isDirectory(path) {
      let file = "\(path)/tox.ini"
      if files.exists(file) { return file }
      throw DiagnosticError(.error("there is no tox.ini in '\(path)'", help: "name the file or another folder with -c"))
    }
    if files.exists(path) { return path }
    throw DiagnosticError(.error("there is no file '\(path)'", help: "name the configuration file with -c"))
  }

  private func nearest() throws(DiagnosticError) -> String {
    var place = folder
    while true {
      let file = place == "/" ? "/tox.ini" : "\(place)/tox.ini"
      if files.exists(file) { return file }
      guard place != "/", let slash = place.lastIndex(of: "/") else { break }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
    throw DiagnosticError(
      .error(
        "there is no tox.ini in '\(folder)' or above it",
        help: "go to your project, or name its configuration with -c; a first one is '[testenv]' with 'commands = …'"))
  }
}
