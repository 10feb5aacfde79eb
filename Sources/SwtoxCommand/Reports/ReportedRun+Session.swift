import EnvironmentModel
import Glibc
import Host
import Journal
import Orchestration
import ProjectConfiguration
import Reporting
import RunModel

extension ReportedRun {
  /// A run of this project, with its logs where they are kept.
  ///
  /// - Parameters:
  ///   - version: The version of the program that did the run.
  ///   - environments: Its environments, as far as they are known.
  ///   - mask: What may not be shown.
  init(
    _ state: RunState, in folder: RunFolder, of session: ProjectSession, version: String = SwtoxProgram.version,
    environments: [Environment], mask: SecretMask
  ) {
    let logs = LogFileOutput(
      folder: folder, files: session.host.files, isColored: false,
      errorPatterns: LogFileOutput.errorPatterns(of: environments), mask: mask)
    self.init(
      state: state, project: session.project.root, version: version, folder: session.shown(folder.path), logs: logs)
    patterns = session.project.patterns
    toxVersion = ToxQuickstart.level
    (hostName, machine) = Self.machineNames
    for environment in environments where environment.kind == .virtualenv {
      interpreters[environment.name] = session.interpreters.pythons.find(environment.list("base_python"))
    }
  }

  private static var machineNames: (host: String, processor: String) {
    var names = utsname()
    guard uname(&names) == 0 else { return ("localhost", "") }
    let text = { (bytes: UnsafeRawBufferPointer) in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    return (withUnsafeBytes(of: names.nodename, text), withUnsafeBytes(of: names.machine, text))
  }
}

extension RecordedRun {
  /// Those of its environments that are still there, with what reports need of them.
  func environments(_ session: ProjectSession) -> [Environment] {
    let known = Set(session.project.allEnvironments)
    let names = state.environments.filter(known.contains)
    return session.configuration.environments(names, only: ["error_patterns", "base_python", "set_env"]).environments
  }
}
