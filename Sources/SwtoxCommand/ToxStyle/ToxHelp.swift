/// Help and usage errors, in the manner of argparse.
enum ToxHelp {
  static func complain(_ error: ToxUsageError) -> Int32 {
    let name = error.command.map { "tox \($0.rawValue)" } ?? "tox"
    StandardOutput.write("usage: \(name) [options] [-- arguments]\n\(name): error: \(error.message)\n", isError: true)
    return 2
  }

  /// - Parameter command: `nil` for the program as a whole.
  static func text(_ command: ToxSubcommand?) -> String {
    var text = "usage: tox\(command.map { " \($0.rawValue)" } ?? "") [options] [-- arguments]\n\n"
    if let command {
      text += "\(command.summary)\n"
    } else {
      text += "create and set up environments to run command(s) in them\n\nsubcommands:\n"
      for command in ToxSubcommand.allCases {
        let name = command.rawValue + (command.alias.map { " (\($0))" } ?? "")
        text += "  \(padded(name, 22)) \(command.summary)\n"
      }
    }
    text += "\noptions:\n"
    for option in ToxOption.all where option.commands.contains(command ?? .legacy) {
      let names = option.names.joined(separator: ", ") + (option.metavar.isEmpty ? "" : " \(option.metavar)")
      text +=
        names.count > 30
        ? "  \(names)\n  \(padded("", 30)) \(option.help)\n" : "  \(padded(names, 30)) \(option.help)\n"
    }
    return text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
