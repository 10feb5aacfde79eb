import ArgumentParser
import EnvironmentModel
import Journal
import Reporting
import RunModel
import SourceText

extension HistoryCommand {
  struct Tests: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which tests failed in which environments of a run; without a number the last.",
      discussion: """
        Read from the JUnit XML that commands leave: where their options name it (--junitxml FILE), and what the key \
        test_reports lists.
        """)

    @Argument(help: "The number of the run.")
    var run: Int?

    @OptionGroup var output: Output

    func run(in program: ProgramContext) async -> ExitCode {
      let printer = DiagnosticPrinter(program)
      do throws(DiagnosticError) {
        let session = try await ProjectSession.open(output.project, in: program)
        let choice = RunChoice(session)
        let recorded = try choice.read(try choice.folder(run))
        let environments = recorded.environments(session)
        let reported = ReportedRun(
          recorded.state, in: recorded.folder, of: session, environments: environments,
          mask: session.secretMask(environments))
        if output.isJSON {
          output.write(reported.testNode.text() + "\n")
          return .success
        }
        let style = TextStyle(isColored: program.isColored(1), isUnicode: program.isUnicode)
        guard let lines = reported.testLines(style: style) else {
          let message = "run \(recorded.state.id) has no reports of tests"
          printer.print([
            .warning(message, help: "let the commands write some, as by 'pytest --junitxml={env_tmp_dir}/junit.xml'")
          ])
          return .nothingRan
        }
        output.write(style.text(of: lines))
        return .success
      } catch {
        return printer.refuse(error)
      }
    }
  }
}
