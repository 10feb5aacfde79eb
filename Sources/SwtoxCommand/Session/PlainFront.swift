import EnvironmentModel
import Glibc
import Journal
import Reporting
import RunModel

/// The dashboard line by line, for screen readers and for terminals whose cursor cannot be placed: a prompt that takes the
/// program's own commands and answers in text that stays.
struct PlainFront {
  let program: ProgramContext
  /// The words that name the project, put to each command: `-c`, `path`.
  let projectWords: [String]

  /// What is short for what.
  private static let shortcuts: [(name: String, words: [String], help: String)] = [
    ("run", ["run", "--headless"], "run the default environments, or -e NAME,..."),
    ("failed", ["run", "--headless", "--failed"], "run what failed last"),
    ("changed", ["run", "--headless", "--changed"], "run what has changed since it passed"),
    ("show", ["replay", "--headless"], "show the last run again, or a run by its number"),
    ("list", ["list"], "list the environments"),
    ("plan", ["plan"], "show what a run would do, and why"),
    ("config", ["config"], "show settings and where they are from: -e NAME -k KEY"),
    ("explain", ["explain"], "show how a value came about: NAME KEY"),
    ("history", ["history"], "show earlier runs; history env NAME, history tests, history broke NAME"),
    ("report", ["report"], "make a report of the last run: --format markdown"),
  ]

  /// Reads lines until there are no more, or one says to leave; returns the exit code of the last run.
  func run() async -> ExitCode {
    var code = ExitCode.success
    StandardOutput.write("swtox without screen; 'help' lists what can be typed, 'quit' leaves\n")
    while true {
      StandardOutput.write("swtox> ")
      guard let line = readLine() else { break }
      let word = ShellWords.split(line).first ?? ""
      if ["quit", "q", "exit"].contains(word) { return code }
      code = await perform(line) ?? code
    }
    StandardOutput.write("\n")
    return code
  }

  /// Does what a line says; `nil` where that was no run.
  private func perform(_ line: String) async -> ExitCode? {
    let words = ShellWords.split(line)
    guard let name = words.first else { return nil }
    if ["help", "?"].contains(name), words.count == 1 {
      StandardOutput.write(Self.help)
      return nil
    }
    let shortcut = Self.shortcuts.first { $0.name == name }
    let rest = Array(words.dropFirst())
    let takesProject = !["help", "keys", "themes", "schema", "doctor", "check-kind", "interpreters", "man"].contains(
      name)
    let arguments =
      (shortcut?.words ?? [name]) + (takesProject ? projectWords : []) + rest
    let code = await SwtoxProgram.main(arguments, openTerminal: program.openTerminal)
    let isRun = shortcut?.words.first == "run"
    if code != 0, !isRun { StandardOutput.write("exit code \(code)\n") }
    return isRun ? ExitCode(rawValue: code) : nil
  }

  private static var help: String {
    let width = shortcuts.map(\.name.count).max() ?? 0
    let lines = shortcuts.map { entry in
      "  \(entry.name)\(String(repeating: " ", count: width + 2 - entry.name.count))\(entry.help)\n"
    }
    return lines.joined() + "  quit\(String(repeating: " ", count: width - 2))leave\n"
      + "any other command of swtox-tui can be typed too; 'help COMMAND' explains one\n"
  }
}
