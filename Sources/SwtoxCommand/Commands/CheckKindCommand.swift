import ArgumentParser
import EnvironmentModel
import Host
import Orchestration
import Planning
import Reporting
import SourceText

/// `check-kind`: whether a program for a kind of environment keeps to the protocol.
struct CheckKindCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-kind",
    abstract: "Try whether a kind of environment made by others keeps to the protocol.",
    discussion: """
      For authors of programs 'swtox-kind-NAME'. First its answers are tried, and then environments are made, used, used \
      again, made anew and mended in a project of its own, which goes afterwards. What is tried is told line by line; the \
      exit code is 1 when something is amiss. What is run in the environments stands behind '--', 'true' where there is \
      nothing. The protocol is in the documentation, 'Kinds made by others', and a whole example in Examples/external.
      """)

  @Option(name: .customLong("set"), help: ArgumentHelp("A setting of the kind.", valueName: "name=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("package"), help: ArgumentHelp("A built package to install, such as a wheel.", valueName: "file"),
    completion: .file())
  var package: String?

  @Flag(name: .customLong("keep"), help: "Leave the project of the trial where it is, and tell where.")
  var keepsProject = false

  @ArgumentParser.Argument(help: "The kind's name, or the path of its program.", completion: .file())
  var kind: String

  func run(in program: ProgramContext) async -> ExitCode {
    let here = program.host.files.resolved(".") ?? "/"
    guard let (name, path, host) = found(program.host, here) else {
      let known = ExternalKinds(host: program.host).names
      DiagnosticPrinter(program).print([
        .error(
          absence(of: kind, program.host, here), at: nil,
          help: closestMatch(to: kind, among: known).map { "did you mean '\($0)'?" }
            ?? "name the path of one, or put its folder on PATH")
      ])
      return .usage
    }
    let temporary = host.variables["TMPDIR"] ?? "/tmp"
    let folder = "\(temporary)/swtox kind \(Digest.of(Array("\(host.clock.monotonic) \(here)".utf8)))"
    do throws(FileError) { try host.files.createDirectory(folder) } catch {
      StandardOutput.write("swtox-tui: \(error.message)\n", isError: true)
      return .internalError
    }
    defer { if !keepsProject { try? host.files.remove(folder) } }  // it is nobody's
    let answers = await KindConformance(host: host, kind: name, program: path, folder: "\(folder)/asked").checks()
    try? host.files.remove("\(folder)/asked")  // it held questions, which are answered
    tell(answers)
    var checks = answers
    if case .success(let description) = await ExternalKinds(host: host).describe(name, path).description,
      !description.readiness.isReady
    {
      // That something is missing here is no fault of the program.
      StandardOutput.write("       not tried: it makes no environments here: \(description.readiness.words)\n")
    } else if answers.allSatisfy({ $0.fault == nil }) {
      let trial = KindTrial(
        host: host, kind: name, program: path, swtox: host.files.resolved("/proc/self/exe") ?? "swtox-tui",
        folder: folder, settings: settings, artifact: package.map { absolutePath($0, from: here) },
        command: program.positionalArguments ?? ["true"])
      let runs = await trial.checks()
      tell(runs)
      checks += runs
    }
    return conclude(checks, path, folder)
  }

  /// The kind with its program, and a machine on whose PATH that is.
  private func found(_ host: Host, _ here: String) -> (String, String, Host)? {
    guard kind.contains("/") else {
      return ExternalKinds(host: host).program(of: kind).map { (kind, $0, host) }
    }
    let path = absolutePath(kind, from: here)
    let parts = path.split(separator: "/")
    guard let file = parts.last, file.hasPrefix(ExternalKindObservation.programPrefix),
      host.files.isExecutableFile(path)
    else { return nil }
    var variables = host.variables
    let folder = parts.dropLast().map { "/\($0)" }.joined()
    variables["PATH"] = "\(folder.isEmpty ? "/" : folder):\(variables["PATH"] ?? "/usr/bin:/bin")"
    let name = String(file.dropFirst(ExternalKindObservation.programPrefix.count))
    var machine = host
    machine.variables = variables
    return (name, path, machine)
  }

  /// Why there is nothing to try.
  private func absence(of kind: String, _ host: Host, _ here: String) -> String {
    let prefix = ExternalKindObservation.programPrefix
    guard kind.contains("/") else { return "there is no program '\(prefix)\(kind)' on PATH" }
    let path = absolutePath(kind, from: here)
    if !host.files.exists(path) { return "there is no file '\(path)'" }
    if path.split(separator: "/").last?.hasPrefix(prefix) != true {
      return "'\(path)' is not the program of a kind: the name of its file begins with '\(prefix)'"
    }
    return "'\(path)' is not executable; 'chmod +x' makes it so"
  }

  private func tell(_ checks: [KindConformance.Check]) {
    for check in checks {
      StandardOutput.write("\(check.fault == nil ? "ok    " : "FAULT ") \(check.demand)\n")
      if let fault = check.fault { StandardOutput.write("       \(fault)\n") }
    }
  }

  private func conclude(_ checks: [KindConformance.Check], _ path: String, _ folder: String) -> ExitCode {
    let faultCount = checks.count { $0.fault != nil }
    let words = faultCount == 0 ? "keeps to the protocol" : "does not keep to the protocol"
    StandardOutput.write("\n'\(path)' \(words): \(checks.count - faultCount) ok, \(faultCount) amiss\n")
    if keepsProject { StandardOutput.write("the project of the trial is in '\(folder)'\n") }
    return faultCount == 0 ? .success : .failed
  }
}
