import EnvironmentModel
import Host
import ProjectConfiguration
import SourceText

/// Options that the command line leaves out and variables `TOX_…` or the user's file of settings give.
///
/// The names are tox's; variables count before the file, and the command line before both.
struct UserDefaults {
  private enum Form {
    case flag, value
    /// Several values with `;` between them, in the file one a line.
    case list
  }

  private struct Entry {
    /// The key of the file, and the variable in capitals after `TOX_`.
    var name: String
    /// The spelling that is put in, then the others.
    var options: [String]
    var form: Form
    var commands: Set<String>
    /// Options beside which this says nothing: they choose the same in another way.
    var rivals: [String] = []
  }

  /// What a command line gets on top from one place.
  struct Addition: Equatable {
    var words: [String]
    /// Where it comes from, for messages, such as `TOX_PARALLEL`.
    var origin: String
    /// The value there.
    var text: String
    /// Whether the value is one that its option cannot have.
    var isMalformed = false
  }

  private static let projects: Set = [
    "dashboard", "run", "list", "config", "explain", "plan", "depends", "exec", "devenv", "replay", "resume",
    "report",
  ]
  private static let setups: Set = ["dashboard", "run", "plan", "exec", "devenv"]
  private static let runs: Set = ["dashboard", "run", "plan"]
  private static let choosing = ["-e", "--env", "-m", "--label", "-f", "--factor", "-E", "--expression"]
  private static let selecting: Set = ["run", "list", "config", "plan", "depends"]

  private static let entries = [
    Entry(name: "config_file", options: ["-c", "--conf"], form: .value, commands: projects),
    Entry(name: "work_dir", options: ["--workdir"], form: .value, commands: projects),
    Entry(name: "root_dir", options: ["--root"], form: .value, commands: projects),
    Entry(name: "labels", options: ["-m", "--label"], form: .list, commands: selecting, rivals: choosing),
    Entry(name: "factors", options: ["-f", "--factor"], form: .list, commands: selecting, rivals: choosing),
    Entry(name: "skip_env", options: ["--skip-env"], form: .value, commands: selecting),
    Entry(name: "recreate", options: ["-r", "--recreate"], form: .flag, commands: setups),
    Entry(name: "no_test", options: ["--notest"], form: .flag, commands: runs),
    Entry(name: "skip_pkg_install", options: ["--skip-pkg-install"], form: .flag, commands: setups),
    Entry(
      name: "skip_missing_interpreters", options: ["--skip-missing-interpreters"], form: .value, commands: setups),
    Entry(name: "parallel", options: ["-j", "--jobs", "-p", "--parallel"], form: .value, commands: setups),
    Entry(name: "fail_fast", options: ["--fail-fast"], form: .flag, commands: runs),
    Entry(name: "no_back_pressure", options: ["--no-back-pressure"], form: .flag, commands: runs),
    Entry(name: "jobserver", options: ["--jobserver"], form: .flag, commands: runs),
    Entry(name: "list_default_only", options: ["-d", "--default"], form: .flag, commands: ["list"]),
    Entry(name: "list_no_description", options: ["--no-desc"], form: .flag, commands: ["list"]),
    Entry(name: "list_keys_only", options: ["-k", "--key"], form: .list, commands: ["config"]),
    Entry(name: "show_core", options: ["--core"], form: .flag, commands: ["config"]),
    Entry(name: "config_format", options: ["--format"], form: .value, commands: ["config"]),
    Entry(name: "output_file", options: ["-o", "--output-file"], form: .value, commands: ["config"]),
  ]

  private let variables: [String: String]
  private let file: ConfigurationSection?

  init(variables: [String: String], file: ConfigurationSection?) {
    self.variables = variables
    self.file = file
  }

  /// Those of this user: the `[tox]` section of their file, which `TOX_USER_CONFIG_FILE` may move.
  init(_ host: Host) { self.init(variables: host.variables, file: Self.section(host)) }

  /// The user's own settings; `nil` without any.
  static func section(_ host: Host) -> ConfigurationSection? {
    let home = host.variables["HOME"] ?? "/"
    let folder = host.variables["XDG_CONFIG_HOME"] ?? "\(home)/.config"
    let path = host.variables["TOX_USER_CONFIG_FILE"] ?? "\(folder)/tox/config.ini"
    // A user without one has no settings of their own.
    guard let bytes = try? host.files.read(path) else { return nil }
    return (try? INIReader.read(SourceFile(path: path, bytes: bytes)))?[section: "tox"]
  }

  /// The words that a command line gets on top.
  ///
  /// - Parameter words: The command, and what stands behind it.
  func additions(for words: [String]) -> [Addition] {
    guard let command = words.first else { return [] }
    return Self.entries.filter { $0.commands.contains(command) }.compactMap { entry in
      let isGiven = words.contains { word in
        (entry.options + entry.rivals).contains { word == $0 || ($0.hasPrefix("--") && word.hasPrefix($0 + "=")) }
      }
      guard !isGiven, let (text, isVariable) = text(of: entry.name) else { return nil }
      let origin =
        isVariable ? "TOX_\(entry.name.uppercased())" : "'\(entry.name)' of \(file?.nameSpan.file.path ?? "")"
      let words = self.words(entry, text, isVariable)
      let addition = Addition(words: words ?? [], origin: origin, text: text, isMalformed: words == nil)
      return words?.isEmpty == true ? nil : addition
    }
  }

  /// The `override` of the user's file; the variable for it has its own way in.
  static func overrides(_ section: ConfigurationSection?) -> [String] {
    (section?["override"]?.text ?? "").split(separator: "\n").map { String(trimmed($0)) }.filter { !$0.isEmpty }
  }

  private func text(of name: String) -> (text: String, isVariable: Bool)? {
    // Commands of a run are told of its work directory; it is not meant for programs among them.
    if let text = variables["TOX_\(name.uppercased())"], name != "work_dir" || variables["TOX_ENV_NAME"] == nil {
      return (text, true)
    }
    return file?[name].map { ($0.text, false) }
  }

  /// `nil` for a flag that is neither set nor not.
  private func words(_ entry: Entry, _ text: String, _ isVariable: Bool) -> [String]? {
    let text = String(trimmed(text[...]))
    switch entry.form {
    case .flag:
      switch text.lowercased() {
      case "true", "1", "yes", "on": return [entry.options[0]]
      case "false", "0", "no", "off", "": return []
      default: return nil
      }
    case .value: return text.isEmpty ? [] : [entry.options[0], text]
    case .list:
      let items = text.split(separator: isVariable ? ";" : "\n").map { String(trimmed($0)) }.filter { !$0.isEmpty }
      return items.flatMap { [entry.options[0], $0] }
    }
  }
}
