import ArgumentParser
import Dashboard
import Host
import Reporting
import Screen
import SourceText

/// `themes`: the looks of the dashboard, to be seen and checked.
struct ThemesCommand: ProgramCommand {
  /// What is done with them.
  enum Verb: String, CaseIterable, ExpressibleByArgument {
    case list, preview, check
  }

  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes of the dashboard, show their colours, or check them.",
    discussion: """
      Themes are files NAME.theme in ~/.config/swtox/themes, and those of the program. 'preview' shows every role and state \
      in its colours; 'check' tells what cannot be read on its background, or told apart, also by people who see colours \
      otherwise.
      """)

  @Argument(help: "What to do: list, preview or check.")
  var verb = Verb.list

  @Argument(help: "Themes by name, or .theme files; all without any.", completion: .themes)
  var names: [String] = []

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    var themes: [Theme] = []
    var problems: [Diagnostic] = []
    for name in names.isEmpty ? [nil] : names.map(Optional.init) {
      let (found, diagnostics) = ThemeLibrary(host: program.host).load(wanted: name)
      themes += name == nil ? found : Array(found.prefix(1))
      problems += diagnostics
    }
    printer.print(problems)
    if problems.contains(where: { $0.severity == .error }) { return .usage }
    switch verb {
    case .list: StandardOutput.write(themes.map { "\($0.name)\n" }.joined())
    case .preview:
      let preview = ThemePreview(variables: program.host.variables, isColored: program.isColored(1))
      StandardOutput.write(themes.map(preview.text).joined(separator: "\n"))
    case .check: return check(themes)
    }
    return .success
  }

  private func check(_ themes: [Theme]) -> ExitCode {
    var isGood = true
    for theme in themes {
      let findings = ThemeLint.findings(theme)
      StandardOutput.write("\(theme.name): \(findings.isEmpty ? "ok" : "\(findings.count) findings")\n")
      for finding in findings { StandardOutput.write("  \(finding.message)\n") }
      if !findings.isEmpty { isGood = false }
    }
    return isGood ? .success : .failed
  }
}
