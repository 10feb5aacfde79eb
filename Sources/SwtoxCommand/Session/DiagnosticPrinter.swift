import SourceText

/// Prints diagnostics to standard error.
struct DiagnosticPrinter {
  let renderer: DiagnosticRenderer

  init(_ program: ProgramContext) { renderer = DiagnosticRenderer(isColored: program.isColored(2)) }

  func print(_ diagnostics: [Diagnostic]) { StandardOutput.write(renderer.render(diagnostics), isError: true) }
}
