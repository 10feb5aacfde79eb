import EnvironmentModel
import Host
import LocalHost

/// The program that takes what is copied, beside the terminal itself, which is asked by a control sequence that not every
/// terminal follows.
struct ClipboardProgram: Hashable, Sendable {
  /// What to run, one after the other until one takes the text; the first words may need a search along `PATH`.
  let candidates: [[String]]

  /// - Parameters:
  ///   - setting: `terminal` for none, `auto` for those that suit the session, or the words of a program that reads its
  ///     standard input.
  ///   - isThere: Whether a program is found along `PATH`.
  /// - Returns: `nil` when the terminal alone is asked.
  init?(setting: String, variables: [String: String], isThere: (String) -> Bool) {
    func isSet(_ name: String) -> Bool { !(variables[name] ?? "").isEmpty }
    switch setting {
    case "terminal": return nil
    case "auto":
      let known = [
        ("WAYLAND_DISPLAY", ["wl-copy"]), ("DISPLAY", ["xclip", "-selection", "clipboard"]),
        ("DISPLAY", ["xsel", "--clipboard", "--input"]), ("TMUX", ["tmux", "load-buffer", "-w", "-"]),
      ]
      candidates = known.filter { isSet($0.0) && isThere($0.1[0]) }.map(\.1)
    default: candidates = [ShellWords.split(setting)].filter { !$0.isEmpty }
    }
    if candidates.isEmpty { return nil }
  }

  /// The same on a machine, whose programs are looked for.
  init?(setting: String, host: Host) {
    let folders = (host.variables["PATH"] ?? "").split(separator: ":")
    self.init(setting: setting, variables: host.variables) { name in
      folders.contains { host.files.isExecutableFile("\($0)/\(name)") }
    }
  }

  /// Hands a text over; blocks for as long as programs run, at most some seconds each.
  ///
  /// - Returns: What went wrong with the first; `nil` when one of them took it.
  func take(_ text: String, variables: [String: String]) -> String? {
    var problem: String?
    for words in candidates {
      guard let failure = run(words, text, variables) else { return nil }
      problem = problem ?? failure
    }
    return problem
  }

  private func run(_ words: [String], _ text: String, _ variables: [String: String]) -> String? {
    let request = ProcessRequest(
      executable: "/usr/bin/env", arguments: ["env"] + words, workingDirectory: "/", environment: variables)
    let name = words[0]
    do throws(ProcessStartError) {
      switch try InputCommand(request).run(reading: Array(text.utf8), within: .seconds(5)) {
      case 0: return nil
      case 127: return "there is no program '\(name)' to copy with; see 'clipboard' in tui.conf"
      case let code?: return "'\(name)' could not copy: exit code \(code)"
      case nil: return "'\(name)' could not copy: it took too long or was ended"
      }
    } catch {
      return "cannot start '\(name)' to copy: \(error.reason)"
    }
  }
}
