import ArgumentParser
import EnvironmentModel
import Orchestration
import Reporting
import SourceText

/// `doctor`: what environments and packages this machine can make.
struct DoctorCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell which kinds of environments and packages this machine can make, and by what.",
    discussion: """
      For each kind: whether it is ready, the programs it is made with and their versions, and the command that installs \
      what is missing. Programs are looked for on PATH, and Pythons and Nodes also where pyenv, nvm, fnm, volta and others \
      keep them. With names, the exit code is 3 when one of these kinds is not ready.
      """)

  @Flag(name: .customLong("json"), help: "An object keyed by kind, for programs.")
  var isJSON = false

  @Argument(
    help: "Only these kinds, or builders of packages.", completion: .list(DoctorReport.names))
  var kinds: [String] = []

  func run(in program: ProgramContext) async -> ExitCode {
    let names = DoctorReport.names + (kinds.isEmpty ? [] : ExternalKinds(host: program.host).names)
    if let unknown = kinds.first(where: { !names.contains($0) }) {
      let suggestion = closestMatch(to: unknown, among: names).map { "did you mean '\($0)'?" }
      let known = "known are: \(names.joined(separator: ", "))"
      DiagnosticPrinter(program).print([.error("there is no kind '\(unknown)'", at: nil, help: suggestion ?? known)])
      return .usage
    }
    let report = await DoctorReport.make(on: program.host, folder: program.folder, only: Set(kinds))
    StandardOutput.write(isJSON ? report.json.text() + "\n" : report.text)
    return kinds.isEmpty || report.isReady(kinds) ? .success : .environmentError
  }
}
