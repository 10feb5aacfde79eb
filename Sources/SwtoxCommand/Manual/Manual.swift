import Dashboard
import EnvironmentModel
import ProjectConfiguration
import Reporting

/// The manual of the program, made from the tables that the program itself goes by.
enum Manual {
  /// The whole page.
  static func document(of line: CommandLineDescription) -> ManualDocument {
    var document = ManualDocument(title: "swtox-tui", version: SwtoxProgram.version)
    document.blocks = [
      .heading("Name"), .paragraph("swtox-tui - run a project's tests in many environments"), .heading("Synopsis"),
      .literal(SwtoxTUI.usageLines), .heading("Description"), .paragraph(description),
    ]
    document.blocks += commands(line) + keys + dashboardKeys + secrets + exitCodes + variables + files
    return document
  }

  private static let description =
    "swtox-tui reads the project's tox.ini, tox.toml, setup.cfg or pyproject.toml, builds its package once, creates the "
    + "environments and runs their commands, and shows what happens: as a matrix of factors on the whole screen, or as "
    + "text with --headless. Under the name tox, or with --style tox, it takes tox's command line and answers in its words. "
    + "Words after -- take the place of {posargs} in the commands."

  private static func commands(_ line: CommandLineDescription) -> [ManualDocument.Block] {
    var blocks: [ManualDocument.Block] = [.heading("Commands")]
    for command in line.commands {
      blocks += [.subheading(command.name), .paragraph(command.abstract)]
      if !command.discussion.isEmpty { blocks.append(.paragraph(command.discussion)) }
      for option in command.options where !option.isHidden {
        let value = option.value.isEmpty ? "" : " <\(option.value)>"
        blocks.append(.term(option.names.joined(separator: ", ") + value, option.help))
      }
    }
    return blocks
  }

  // MARK: Configuration

  private static var keys: [ManualDocument.Block] {
    [.heading("Configuration")] + table("Keys of [tox]", .core)
      + table("Keys of [testenv] and [testenv:NAME]", .environment)
      + table("Keys of [pkgenv], for environments that build packages", .packaging)
      + table("Keys of [packagedef:NAME]", .packageDefinition)
      + table("Keys of [envdef:NAME], beside those of environments", .kindDefinition)
      + table("Keys of [service:NAME], and of tox-docker's [docker:NAME]", .service)
  }

  private static func table(_ title: String, _ table: ConfigurationKeyTable) -> [ManualDocument.Block] {
    [.subheading(title)]
      + table.keys.map { key in
        let old = key.aliases.isEmpty ? "" : " (formerly \(key.aliases.joined(separator: ", ")))"
        let constant = key.isConstant ? " It cannot be set." : ""
        return .term("\(key.name)\(old), \(key.type.words)", "\(key.documentation). \(defaultText(key))\(constant)")
      }
  }

  private static func defaultText(_ key: ConfigurationKey) -> String {
    switch key.defaultValue {
    case .text(let text): text.isEmpty ? "Default: empty." : "Default: \(text)"
    case .absent: "Default: not set."
    case .computed(let computed): "Default: \(computed.documentation)."
    }
  }

  // MARK: The rest

  private static var dashboardKeys: [ManualDocument.Block] {
    let keymap = Keymap()
    return [.heading("Keys of the dashboard")]
      + CommandEntry.Group.allCases.flatMap { group -> [ManualDocument.Block] in
        let commands = DashboardCommand.allCases.filter { $0.group == group }
        return [.subheading(group.rawValue)] + commands.map { .term(keymap.keysText(of: $0), $0.help) }
      }
  }

  private static var secrets: [ManualDocument.Block] {
    let names = SecretRules.defaultNames.joined(separator: " ")
    return [
      .heading("Secrets"),
      .paragraph(
        "In output, logs, journals and reports \(SecretRules.mark) stands for the values of variables whose names, in "
          + "whatever case, match one of these patterns, of which those with a ! in front are exceptions and the last that "
          + "matches counts: \(names). Values of fewer than six bytes are told. Passwords in addresses such as "
          + "https://user:password@host that variables hold are masked as well. secret_names in [tox] adds patterns, secret_values texts."
      ),
    ]
  }

  private static var exitCodes: [ManualDocument.Block] {
    [.heading("Exit status")] + ExitCode.allCases.map { .term(String($0.rawValue), $0.meaning) }
  }

  private static let variables: [ManualDocument.Block] = [
    .heading("Environment"), .term("TOXENV", "the environments to run when none are named"),
    .term("TOX_SKIP_ENV", "what --skip-env says when it is not given"),
    .term("TOX_OVERRIDE", "as --override, with ';' between several"),
    .term("SWTOX_THEME", "as --theme"),
    .term("SWTOX_CONFIG_DIR", "the folder of the user's own settings of the dashboard"),
    .term("COLORFGBG", "which of the themes to begin with, by the background, until the terminal tells it"),
    .term("VISUAL, EDITOR, PAGER", "what the dashboard opens sources and logs in"),
    .term("NO_COLOR", "no colours, when it is not empty"),
    .term(
      "TOX_CONFIG_FILE, TOX_WORK_DIR, TOX_ROOT_DIR, TOX_RECREATE, TOX_NO_TEST, TOX_PARALLEL, TOX_LABELS, TOX_FACTORS, ...",
      "what the option of that name says when it is not given, with ';' between several values"),
    .term("TOX_USER_CONFIG_FILE", "the user's file of such settings, [tox] in ~/.config/tox/config.ini"),
  ]

  private static let files: [ManualDocument.Block] = [
    .heading("Files"), .term(".swtox/", "environments, packages and runs of a project; work_dir moves it"),
    .term(".swtox/runs/N/journal.jsonl", "everything that happened in run N, one event a line"),
    .term(".swtox/runs/N/ENV.STEP.log.marks", "when the lines of a log were written, and to which stream"),
    .term(
      "$XDG_CONFIG_HOME/swtox/tui.conf",
      "lines of name = value for the dashboard: theme (a name or auto), glyphs (symbols, letters, ascii), zoom, layout (list), "
        + "mouse, animations, wrap, times, clipboard (auto, terminal, or a program that reads what is copied)"),
    .term(
      "$XDG_CONFIG_HOME/swtox/keys.conf",
      "lines of key = action, under [matrix], [log], [inspection] or [failures] where they hold in one part of the screen; the "
        + "action none takes a key away, reset = true all of them"),
    .term("$XDG_CONFIG_HOME/swtox/themes/", "the user's own themes"),
    .term("$XDG_STATE_HOME/swtox/views/", "how the matrix of each project is laid out"), .heading("See also"),
    .paragraph("tox(1), and 'swtox-tui help COMMAND' for the options of a command."),
  ]
}

extension ConfigurationKey.ValueType {
  /// What kind of value it is, for people.
  fileprivate var words: String {
    switch self {
    case .text: "text"
    case .path: "path"
    case .boolean: "true or false"
    case .integer: "whole number"
    case .number: "number"
    case .list: "list"
    case .lines: "list, one a line"
    case .set: "set"
    case .names: "names of packages or groups"
    case .environments: "environments"
    case .requirements: "requirements, one a line"
    case .packages: "requirements"
    case .command: "command"
    case .commands: "commands, one a line"
    case .variables: "NAME = value, one a line"
    case .dictionary: "name = value, one a line"
    case .groups: "name = environments, one a line"
    }
  }
}
