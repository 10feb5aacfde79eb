import Reporting
import SourceText

/// Prints diagnostics to standard error.
struct DiagnosticPrinter {
  let renderer: DiagnosticRenderer

  init(_ program: ProgramContext) { renderer = DiagnosticRenderer(isColored: program.isColored(2)) }

  func print(_ diagnostics: [Diagnostic]) { StandardOutput.write(renderer.render(diagnostics), isError: true) }

  /// Tells why a command does nothing; where nothing is wrong with it, in a plain sentence.
  ///
  /// - Returns: How the command ends.
  func refuse(_ error: DiagnosticError) -> ExitCode {
    guard error.isNothingChosen else {
      print(error.diagnostics)
      return .usage
    }
    for diagnostic in error.diagnostics { StandardOutput.write("swtox-tui: \(diagnostic.message)\n", isError: true) }
    return .nothingRan
  }
}
