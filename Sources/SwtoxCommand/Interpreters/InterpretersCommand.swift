import ArgumentParser
import Orchestration
import Reporting

/// `interpreters`: the Pythons of the machine.
struct InterpretersCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "interpreters", abstract: "Tell which Pythons are here, and which of them a name means.",
    discussion: """
      They are looked for on PATH, among pyenv's versions and among those that uv keeps, in the order in which they are \
      preferred. With names such as py312, 3.13, pypy3.10 or a path, what each of them means; the exit code is 3 when one \
      means nothing here.
      """)

  @Flag(name: .customLong("json"), help: "An object for programs.")
  var isJSON = false

  @Argument(help: "Factors, versions or paths.", completion: .list([]))
  var names: [String] = []

  func run(in program: ProgramContext) async -> ExitCode {
    let paths = names.filter { $0.hasPrefix("/") }
    let findings = await InterpreterFinder(host: program.host, programFolder: program.folder).find(named: paths)
    let report = InterpreterReport(findings: findings, wanted: names)
    StandardOutput.write(isJSON ? report.json.text() + "\n" : report.text)
    return report.isComplete ? .success : .environmentError
  }
}
