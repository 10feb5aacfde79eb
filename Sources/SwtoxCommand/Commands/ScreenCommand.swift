import ArgumentParser
import Dashboard
import Host
import Journal
import LocalHost
import Reporting
import Screen
import SourceText

/// `screen`: a picture of the dashboard, made without a terminal.
struct ScreenCommand: ProgramCommand {
  /// What the picture is made of.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, svg
  }

  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Write a picture of the dashboard, as text or SVG, without a terminal.",
    discussion: """
      It shows the last results, as 'swtox-tui' would. Keys are those of the dashboard, parted by blanks: --keys 'n Enter'. \
      Nothing is run. Pictures are for manuals, for issues, and for whoever looks at a run on another machine.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var theme: ThemeOption

  @Option(help: ArgumentHelp("Columns and rows.", valueName: "columns>x<rows"))
  var size = "120x40"

  @Option(help: ArgumentHelp("Keys to press first.", valueName: "keys"))
  var keys = ""

  @Option(help: "The form of the picture.")
  var format = Format.text

  @Option(
    name: [.customShort("o"), .customLong("output-file")],
    help: ArgumentHelp("Write to this file.", valueName: "file"), completion: .file())
  var outputFile: String?

  @Option(name: .customLong("show-run"), help: ArgumentHelp("Show one run alone, as it was.", valueName: "run"))
  var run: Int?

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let size = try readSize()
      let keys = try readKeys()
      let session = try await ProjectSession.open(project, in: program)
      var replayed: RecordedRun?
      if let run { replayed = try RunChoice(session).read(try RunChoice(session).folder(run)) }
      guard let workers = try? WorkerThreads(count: 4) else {
        throw DiagnosticError(.error("no threads can be started"))
      }
      defer { workers.shutdown() }
      let front = DashboardFront(
        program: program, session: session, project: project, options: try RunOptions.none(), theme: theme.name,
        replayed: replayed)
      let (canvas, styles, isDark) = try await front.picture(size, keys, workers)
      let text = format == .svg ? ScreenPicture(canvas, styles: styles, isDark: isDark).svg : Self.text(canvas)
      guard let problem = OutputFile(path: outputFile).write(text, program.host) else { return .success }
      throw DiagnosticError(.error(problem.message))
    } catch {
      return printer.refuse(error)
    }
  }

  private func readSize() throws(DiagnosticError) -> Size {
    let numbers = size.split(separator: "x").compactMap { Int($0) }
    guard numbers.count == 2, (1...1000).contains(numbers[0]), (1...1000).contains(numbers[1]) else {
      throw DiagnosticError(.error("--size '\(size)' is no size", help: "write columns and rows: '--size 120x40'"))
    }
    return Size(rowCount: numbers[1], columnCount: numbers[0])
  }

  private func readKeys() throws(DiagnosticError) -> [Key] {
    var result: [Key] = []
    for word in keys.split(separator: " ") {
      guard let key = Key(label: String(word)) else {
        throw DiagnosticError(
          .error("--keys: '\(word)' is no key", help: "keys are one character, Enter, Esc, Tab, Down, Ctrl-L, F4, ..."))
      }
      result.append(key)
    }
    return result
  }

  /// The characters alone, without blanks at the ends of lines.
  private static func text(_ canvas: Canvas) -> String {
    (0..<canvas.size.rowCount).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<canvas.size.columnCount where !canvas[row, column].isFiller {
        let cell = canvas[row, column]
        if let scalar = Unicode.Scalar(cell.scalar) { line.append(scalar) }
        if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { line.append(mark) }
      }
      while line.last == " " { line.removeLast() }
      return String(line) + "\n"
    }.joined()
  }
}
