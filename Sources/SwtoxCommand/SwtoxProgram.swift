import ArgumentParser
import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import Reporting
package import Screen
import SourceText

/// The program as a whole: takes the command line apart, carries the command out, and ends with its exit code.
package enum SwtoxProgram {
  /// The version users see.
  package static let version = "0.1.0"

  /// The name by which the program was started.
  static var name: String {
    Swift.CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "swtox-tui"
  }

  /// Why there is no terminal to draw on; a sentence and what to do.
  package struct TerminalFailure: Error {
    package var message: String
    /// Whether lines of text can be shown there all the same.
    package var showsLines: Bool

    package init(message: String, showsLines: Bool = false) {
      self.message = message
      self.showsLines = showsLines
    }
  }

  /// Opens the terminal of the dashboard; given by the executable, so that nothing here knows curses.
  package typealias TerminalOpener = @Sendable ([String: String]) throws(TerminalFailure) -> any Terminal

  /// The real machine, with old logs as if they were not packed.
  private static func host() -> Host {
    var host = LocalMachine.host()
    host.files = PackedLogFiles(host.files)
    return host
  }

  /// Runs all of the program on threads of its own: the pool that tasks have otherwise wakes up every second.
  nonisolated(nonsending) package static func withOwnThreads(_ body: @Sendable () async -> Int32) async -> Int32 {
    guard let workers = try? WorkerThreads(count: 4, name: "program") else { return await body() }
    return await withTaskExecutorPreference(workers) { await body() }
  }

  /// Runs a command line and returns the exit code.
  package static func main(_ arguments: [String], openTerminal: @escaping TerminalOpener) async -> Int32 {
    if let words = ToxFace.words(of: arguments, program: Swift.CommandLine.arguments.first ?? "") {
      let program = ProgramContext(host: host(), positionalArguments: nil, openTerminal: openTerminal)
      return await ToxFace.main(words, program)
    }
    let line = CommandWords(arguments)
    if let shell = CompletionScript.shell(in: line.words) {
      StandardOutput.write(CompletionScript.text(for: shell) + "\n")
      return 0
    }
    let host = Self.host()
    let command: any ParsableCommand
    let additions = UserDefaults(host).additions(for: line.words)
    let program = ProgramContext(
      host: host, positionalArguments: line.positionalArguments, words: line.words, openTerminal: openTerminal)
    do {
      command = try SwtoxTUI.parseAsRoot(line.words + additions.flatMap(\.words))
    } catch {
      let isRun = line.words.first == "run" && line.isExplicit
      if !isRun, !line.strayWords.isEmpty { return complain(ofWords: line.strayWords, program) }
      if let problem = problem(of: additions, line.words) { return complain(problem, program) }
      return complain(error)
    }
    if let problem = problem(of: additions.filter(\.isMalformed), line.words) { return complain(problem, program) }
    // A run that nobody wrote takes no names.
    if !line.isExplicit, let run = command as? RunCommand, !run.selection.named.isEmpty {
      return complain(ofWords: run.selection.named, program)
    }
    // Help of a command that there is not is no help.
    if line.words.first == "help", !line.strayWords.isEmpty { return complain(ofWords: line.strayWords, program) }
    guard let command = command as? any ProgramCommand else { return explain(command) }
    let code = await command.run(in: program)
    guard let failure = StandardOutput.failure else { return code.rawValue }
    let reason = String(cString: strerror(failure))
    StandardOutput.write("swtox-tui: cannot write to standard output: \(reason)\n", isError: true)
    return code == .success ? ExitCode.internalError.rawValue : code.rawValue
  }

  /// Runs a command of the argument parser itself: help of the command that was asked about.
  private static func explain(_ command: any ParsableCommand) -> Int32 {
    var command = command
    do {
      try command.run()
      return 0
    } catch {
      return complain(error)
    }
  }

  /// What is wrong with the first value from a variable or the user's file that no command line can have; `nil` when
  /// the words of the command line are wrong themselves, or nothing is.
  private static func problem(of additions: [UserDefaults.Addition], _ words: [String]) -> Diagnostic? {
    guard (try? SwtoxTUI.parseAsRoot(words)) != nil else { return nil }
    for addition in additions {
      let help = addition.origin.hasPrefix("TOX_") ? "correct the variable, or unset it" : "correct the file"
      if addition.isMalformed {
        return .error("\(addition.origin) is '\(addition.text)', which is neither true nor false", help: help)
      }
      do { _ = try SwtoxTUI.parseAsRoot(words + addition.words) } catch {
        return .error("\(addition.origin) is '\(addition.text)': \(SwtoxTUI.message(for: error))", help: help)
      }
    }
    return nil
  }

  private static func complain(_ problem: Diagnostic, _ program: ProgramContext) -> Int32 {
    DiagnosticPrinter(program).print([problem])
    return ExitCode.usage.rawValue
  }

  /// Refuses words that are no commands.
  private static func complain(ofWords words: [String], _ program: ProgramContext) -> Int32 {
    let diagnostics = words.map { word in
      let suggestion = closestMatch(to: word, among: CommandWords.commandNames)
        .map { "did you mean '\($0)'? an environment is named with -e: '-e \(word)'" }
      return Diagnostic.error(
        "there is no command '\(word)'",
        help: suggestion ?? "see them with 'swtox-tui help'; an environment is named with -e: '-e \(word)'")
    }
    DiagnosticPrinter(program).print(diagnostics)
    return ExitCode.usage.rawValue
  }

  /// Prints help and versions to standard output, mistakes to standard error.
  private static func complain(_ error: any Error) -> Int32 {
    let text = SwtoxTUI.fullMessage(for: error)
    let isMistake = SwtoxTUI.exitCode(for: error) != .success
    StandardOutput.write(text + "\n", isError: isMistake)
    return isMistake ? ExitCode.usage.rawValue : 0
  }
}

/// What every command gets from the program.
struct ProgramContext: Sendable {
  var host: Host
  /// What followed `--`; `nil` when there was none.
  var positionalArguments: [String]?
  /// The words of the command line before `--`; `nil` where they are tox's.
  var words: [String]?
  var openTerminal: SwtoxProgram.TerminalOpener

  /// What stands behind a command that runs environments again, so that the tests get the same arguments.
  var rerunSuffix: String { Self.rerunSuffix(positionalArguments) }

  static func rerunSuffix(_ arguments: [String]?) -> String {
    arguments.map { " -- " + $0.map(CommandLine.quoted).joined(separator: " ") } ?? ""
  }

  /// The folder of the program as it was started; `nil` when a shell's search found it.
  var folder: String? {
    let path = Swift.CommandLine.arguments.first ?? ""
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return absolutePath(String(path[..<slash]), from: host.files.resolved(".") ?? "/")
  }

  /// Whether standard output was a terminal when the program began: a dashboard takes its place later.
  let isInteractive = isatty(1) == 1

  /// Whether somebody may type on standard input.
  let isTyped = isatty(0) == 1

  /// Whether somebody sits at a terminal, which the dashboard takes wherever standard output goes.
  var hasUser: Bool { isInteractive || isTyped }

  /// Whether the user's locale shows more than ASCII; where none is set, as in most containers, it is taken to.
  var isUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { host.variables[$0] }.first { !$0.isEmpty }
    guard let name = locale?.lowercased() else { return true }
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// Whether output is coloured: on a terminal, unless `NO_COLOR` says no.
  func isColored(_ descriptor: Int32) -> Bool {
    let forbidden = host.variables["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(descriptor) == 1 && !forbidden && host.variables["TERM"] != "dumb"
  }
}

/// A command that needs the program's ports.
protocol ProgramCommand: ParsableCommand {
  func run(in program: ProgramContext) async -> ExitCode
}
