import ArgumentParser
import Dashboard
import Reporting
import SourceText

/// `keys`: the keys of the dashboard as they are now.
struct KeysCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the keys of the dashboard, as keys.conf has changed them.",
    discussion: """
      With --default the list is what keys.conf could say: lines of 'key = action', under [matrix], [log], [inspection] or \
      [failures] where they hold in one part of the screen. The file is ~/.config/swtox/keys.conf; the action 'none' takes a \
      key away, and 'reset = true' takes all default keys away first.
      """)

  @Flag(name: .customLong("default"), help: "The default keys, in the form of keys.conf.")
  var showsDefaults = false

  func run(in program: ProgramContext) async -> ExitCode {
    if showsDefaults {
      StandardOutput.write(Self.file(of: Keymap()))
      return .success
    }
    let (keymap, diagnostics) = UserFolder(host: program.host).keymap()
    DiagnosticPrinter(program).print(diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { return .usage }
    StandardOutput.write(Self.table(of: keymap))
    return .success
  }

  /// Every action under its heading with its keys and what it does.
  static func table(of keymap: Keymap) -> String {
    let texts = CommandEntry.all.map { keymap.keysText(of: $0.command) }
    let keyWidth = texts.map(\.count).max() ?? 0
    let nameWidth = CommandEntry.all.map(\.command.name.count).max() ?? 0
    return CommandEntry.Group.allCases.map { group in
      let lines = zip(CommandEntry.all, texts).filter { $0.0.group == group }.map { entry, keys in
        let keys = keys.isEmpty ? "-" : keys
        let first = keys + String(repeating: " ", count: keyWidth + 2 - keys.count)
        let name = entry.command.name
        return "  \(first)\(name)\(String(repeating: " ", count: nameWidth + 2 - name.count))\(entry.help)\n"
      }
      return "\(group.rawValue)\n\(lines.joined())"
    }.joined(separator: "\n")
  }

  /// The bindings as lines of `keys.conf`.
  static func file(of keymap: Keymap) -> String {
    func lines(_ focus: DashboardFocus?) -> String {
      keymap.bindings.filter { $0.focus == focus }.map { "\($0.key.label) = \($0.command.name)\n" }.joined()
    }
    let parts = DashboardFocus.allCases.map { ($0.label, lines($0)) }.filter { !$0.1.isEmpty }
    return "# Keys that hold everywhere.\n" + lines(nil) + parts.map { "\n[\($0.0)]\n\($0.1)" }.joined()
  }
}
