package import Artifacts
package import EnvironmentModel

/// A word of a command line: known when planned, or known once a package is built.
package enum Argument: Hashable, Sendable, ExpressibleByStringLiteral {
  case text(String)
  /// The path of the artefact of a package definition, with text put after it such as `[extra]`.
  case artifact(package: String, suffix: String)
  /// The folder that holds an artefact.
  case artifactFolder(package: String)
  /// What conda calls an artefact: `name=version=build`.
  case condaSpecification(package: String)
  /// The name that an artefact has for conda.
  case condaName(package: String)

  package init(stringLiteral value: String) { self = .text(value) }
}

/// A command line to run for a step.
package struct CommandAction: Hashable, Sendable {
  /// What the program may be besides one of the environment's own.
  package enum Programs: Hashable, Sendable {
    /// Any program; used for the tools that set up environments.
    case any
    /// Programs under these folders, and others whose name matches one of the patterns.
    case restricted(folders: [String], patterns: [String])
  }

  /// `commands`, `commands_pre`, `create`, `install`, ….
  package var phase: String
  package var arguments: [Argument]
  package var workingDirectory: String
  package var environment: [String: String]
  package var programs: Programs
  package var ignoresFailure: Bool
  package var invertsResult: Bool
  /// How often it is tried again after a failure.
  package var retryCount: Int
  /// What `{package:NAME}` stands for in its words and variables: the name of an artefact for each definition's.
  package var packages: [String: String]
  /// How long it may take; `nil` for as long as it takes.
  package var timeout: Duration?
  /// How long it may go without output; `nil` for as long as it likes.
  package var stallTimeout: Duration?
  /// How long to wait before the first new attempt; each further one waits twice as long.
  package var retryDelay = Duration.zero
  /// How long it has when it is told to end.
  package var patience: StopPatience
  /// Whether it sees no processes but its own, and the kernel ends all of them with it.
  package var isolatesProcesses: Bool
  /// Whether standard error is noted apart from standard output, at the price of their exact order.
  package var separatesErrors = false
  /// What an activation changed of its variables; `nil` where nothing is activated.
  package var captured: CapturedVariables?
  /// The system that it runs in; `nil` for the machine itself.
  package var enclosure: Enclosure?

  /// Whether its third word is a script of ours of many lines, of which people learn nothing.
  package var hidesScript: Bool {
    if ["commands_pre", "commands", "commands_post"].contains(phase) { return false }
    guard arguments.count > 2, arguments[0] == "/bin/sh", case .text(let option) = arguments[1], option.hasSuffix("c"),
      case .text(let script) = arguments[2]
    else { return false }
    return script.utf8.contains(UInt8(ascii: "\n"))
  }

  package init(
    phase: String, arguments: [Argument], workingDirectory: String, environment: [String: String],
    programs: Programs = .any, ignoresFailure: Bool = false, invertsResult: Bool = false, retryCount: Int = 0,
    packages: [String: String] = [:], timeout: Duration? = nil, patience: StopPatience = .ofTools,
    isolatesProcesses: Bool = false
  ) {
    self.phase = phase
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.environment = environment
    self.programs = programs
    self.ignoresFailure = ignoresFailure
    self.invertsResult = invertsResult
    self.retryCount = retryCount
    self.packages = packages
    self.timeout = timeout
    self.patience = patience
    self.isolatesProcesses = isolatesProcesses
  }
}

/// One thing the executor does.
package indirect enum Action: Hashable, Sendable {
  case run(CommandAction)
  case createDirectory(String)
  /// Removes a file or tree; fine when nothing is there.
  case remove(String)
  /// Copies the sources below a folder to another place: all but caches and virtual environments.
  ///
  /// A folder is a cache where it holds a `CACHEDIR.TAG`, as work directories do.
  case copySources(from: String, to: String)
  /// Brings a copy of sources up to date, but for `node_modules` and the like; what others made in the copy stays.
  ///
  /// The record is a file in which it is written down what was copied.
  case refreshSources(from: String, to: String, record: String)
  /// Refuses packages of npm among artefacts that a Node would not run, by their `engines`, `os` and `cpu`.
  case checkNode(artifacts: [String], target: NodeTarget)
  /// Removes what is below a folder, but folders of some name, wherever they stand, and those on the way to them; links are
  /// removed and not followed. Fine when nothing is there.
  case clear(String, keeping: String)
  /// Replaces a file by text.
  case write(path: String, text: String)
  /// Takes what a build made into the store of artefacts and makes it known under the build's name.
  case collectArtifact(ArtifactCollection)
  /// Writes down which artefacts were installed, and after them how, for the next plan to compare.
  case recordArtifacts([PackageInstallation.Source], options: String, path: String)
  /// Writes down what artefacts that were installed need themselves.
  case recordRequirements(PackageRequirements)
  /// Refuses wheels among artefacts that an interpreter cannot load, before an installer does it in words of its own.
  case checkWheels(artifacts: [String], interpreter: Interpreter, platform: PythonPlatform)
  /// Refuses extras that none of the artefacts has, which installers merely warn of.
  case checkExtras(PackageRequirements)
  /// Performs actions that make an environment anew where artefacts do not need any more what they needed when that was
  /// written down: installers would leave it there.
  case renew(ifLess: PackageRequirements, by: [Action])
  /// Writes what files of constraints say, with those that they name, into one, but for the names of some artefacts;
  /// addresses stay as they are.
  case limitConstraints(files: [String], without: [String], path: String)
  /// Writes a file by which installers take these artefacts, and no others of their names, where something needs them.
  ///
  /// Its lines are `NAME @ file://PATH`, as PEP 508 has them; artefacts that installers of Python know nothing of are left
  /// out.
  case writeConstraints(artifacts: [String], path: String)
  /// Tells what an environment in a folder is made of, for those who compare runs.
  case noteEnvironment(String)
  /// Has the program of a kind tell what an environment is made of, for those who compare runs.
  case askKind(ExternalInspection)
  /// Tells people something, once in a run, unless a file or folder is there.
  case tell(String, unlessThere: String)
  /// Starts a command that stays while the rest of the step is performed, and is told to end after it.
  case hold(Companion)
  /// Runs what activates an environment, and keeps what it changes of the variables.
  case captureVariables(VariableCapture)
  /// Writes down as a script of bash the variables that conda keeps for an environment, in its `conda-meta/state` and in
  /// `etc/conda/env_vars.d`.
  case writeCondaVariables(prefix: String, path: String)
  /// Puts artefacts into a folder that is a channel of conda with nothing else in it, and has a part for all platforms and
  /// one for this one.
  case writeCondaChannel(artifacts: [String], subdir: String, path: String)
  /// Keeps the reports of tests that commands left, and tells what they say.
  case collectTestReports(TestReportSearch)
  /// Writes down the files that a build started from, for the next plan to compare.
  case recordInputs(BuildInputs, path: String)
}

/// Where commands leave reports of tests in JUnit XML; files that were there before and did not change are none of theirs.
package struct TestReportSearch: Hashable, Sendable {
  /// Absolute paths.
  package var files: [String]
  /// Paths and shell patterns as somebody wrote them.
  package var patterns: [String]
  /// What patterns start from.
  package var folder: String

  package init(files: [String], patterns: [String], folder: String) {
    self.files = files
    self.patterns = patterns
    self.folder = folder
  }

  package var isEmpty: Bool { files.isEmpty && patterns.isEmpty }

  /// All that names one file, absolute.
  package var named: [String] {
    files + patterns.filter { !WildcardPattern.isPattern($0) }.map { absolutePath($0, from: folder) }
  }
}

/// What is to be known of an artefact that a build has made.
package struct ArtifactCollection: Hashable, Sendable {
  /// How the file is found.
  package enum Source: Hashable, Sendable {
    /// A result file of the build names it.
    case result(String)
    /// It is the only file, or folder of the kind, that matches a shell pattern below a folder.
    case pattern(String, folder: String)
  }

  /// The name of the build, under which the artefact is known.
  package var build: String
  package var definition: String
  package var builder: String
  package var source: Source
  /// Where the build keeps its accounts.
  package var folder: PackageFolder
  /// The interpreter or tool it was built with, for people.
  package var toolchain: String
  /// The environment that it was built in, for people.
  package var environment: String
  /// A mark of what decided the build beside its inputs.
  package var signature: String
  /// The names of the artefacts that the build needed, by definition.
  package var needed: [String: String]

  package init(
    build: PackageBuild, source: Source, folder: PackageFolder, toolchain: String, environment: String = "",
    signature: String = "", needed: [String: String] = [:]
  ) {
    self.build = build.name
    definition = build.definition.name
    builder = build.definition.builder.rawValue
    self.source = source
    self.folder = folder
    self.toolchain = toolchain
    self.environment = environment
    self.signature = signature
    self.needed = needed
  }
}
