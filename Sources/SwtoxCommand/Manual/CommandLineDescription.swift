import ArgumentParser
import FoundationEssentials

/// The commands and options of the program, as the argument parser knows them.
struct CommandLineDescription {
  /// One option, flag or argument.
  struct Option: Equatable {
    /// `-e`, `--env`; the value's name alone for arguments.
    var names: [String]
    /// The word for its value; empty for flags and arguments.
    var value: String
    var help: String
    var isHidden: Bool
  }

  /// One command with what it takes.
  struct Command: Equatable {
    var name: String
    var abstract: String
    var discussion: String
    var options: [Option]
  }

  var discussion: String
  var commands: [Command]

  /// - Returns: `nil` if the argument parser describes itself in a way that is not known here.
  static func ofProgram() -> CommandLineDescription? {
    // It is the parser's own form, which a test holds.
    guard let info = try? JSONDecoder().decode(ParserTree.self, from: Data(SwtoxTUI._dumpHelp().utf8)) else {
      return nil
    }
    return CommandLineDescription(
      discussion: info.command.discussion ?? "", commands: Command.all(below: info.command, prefix: ""))
  }
}

/// The parts of the argument parser's description of itself that a manual needs.
private struct ParserTree: Decodable {
  var command: Command

  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  struct Argument: Decodable {
    /// `positional`, `option` or `flag`.
    var kind: String
    var shouldDisplay: Bool
    var names: [Name]?
    var valueName: String?
    var allValues: [String]?
    var abstract: String?
    var discussion: String?
  }

  struct Name: Decodable {
    /// `long`, `short` or `longWithSingleDash`.
    var kind: String
    var name: String
  }
}

extension CommandLineDescription.Command {
  /// The commands below another one, each before those below it.
  fileprivate static func all(below parent: ParserTree.Command, prefix: String) -> [Self] {
    (parent.subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }.flatMap { command in
      [Self(command, prefix)] + all(below: command, prefix: "\(prefix)\(command.commandName) ")
    }
  }

  private init(_ command: ParserTree.Command, _ prefix: String) {
    self.init(
      name: prefix + command.commandName, abstract: command.abstract ?? "", discussion: command.discussion ?? "",
      options: (command.arguments ?? []).map(CommandLineDescription.Option.init))
  }
}

extension CommandLineDescription.Option {
  fileprivate init(_ argument: ParserTree.Argument) {
    let names = (argument.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
    let value = argument.valueName ?? ""
    let choices = argument.allValues.map { $0.isEmpty ? "" : " (\($0.joined(separator: ", ")))" } ?? ""
    let help = [(argument.abstract ?? "") + choices, argument.discussion ?? ""].filter { !$0.isEmpty }
    self.init(
      names: argument.kind == "positional" ? ["<\(value)>"] : names, value: argument.kind == "option" ? value : "",
      help: help.joined(separator: " "), isHidden: !argument.shouldDisplay)
  }
}
