import EnvironmentModel
import Host
import Journal

extension ProjectOptions {
  /// How a run is asked for, so that it can be asked for again from anywhere.
  func request(jobCount: Int, _ options: RunOptions, in program: ProgramContext) -> RunRequest {
    let folder = program.host.files.resolved(".") ?? "/"
    var request = RunRequest(
      jobCount: jobCount, options: options.words, overrides: overrides, arguments: program.positionalArguments)
    request.configuration = configuration.map { absolutePath($0, from: folder) }
    request.workDirectory = workDirectory.map { absolutePath($0, from: folder) }
    request.root = root.map { absolutePath($0, from: folder) }
    return request
  }

  /// With the places that a run was asked for where the command line names no others.
  func completed(by request: RunRequest) -> ProjectOptions {
    var options = self
    options.configuration = configuration ?? request.configuration
    options.workDirectory = workDirectory ?? request.workDirectory
    options.root = root ?? request.root
    return options
  }
}
