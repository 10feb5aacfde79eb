import Glibc
import Host
import LocalHost

/// A terminal of a test's own, in which a shell runs.
final class Tmux {
  private let socket: String
  private let place: Workplace

  /// Starts a shell in the project's folder, in a window of the given size.
  init(_ place: Workplace, session: String = "tmux", columnCount: Int = 100, rowCount: Int = 30) async throws {
    self.place = place
    socket = "\(place.home)/\(session).socket"
    try place.write("", to: ".profile")
    _ = try await command(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columnCount)", "-y", "\(rowCount)", "-c", place.project,
      "env PS1='ready> ' /bin/sh")
    try await until("ready>", in: screen)
  }

  /// A test that fails leaves no server behind.
  deinit {
    let request = ProcessRequest(
      executable: Program.find("tmux") ?? "tmux", arguments: ["tmux", "-S", socket, "kill-server"],
      workingDirectory: "/", environment: [:])
    _ = try? Program.host.processes.start(request) { _ in }  // without tmux there was no server
  }

  /// What was copied last within the terminal.
  func clipboard() async throws -> String { try await command("show-buffer") }

  /// What can be read on the screen.
  func screen() async throws -> String { try await command("capture-pane", "-p") }

  /// Types keys as tmux names them: `a`, `Enter`, `C-c`.
  func type(_ keys: String...) async throws { _ = try await command(["send-keys"] + keys) }

  /// Types a line for the shell.
  func enter(_ line: String) async throws {
    _ = try await command("send-keys", "-l", line)
    try await type("Enter")
  }

  func resize(columnCount: Int, rowCount: Int) async throws {
    _ = try await command("resize-window", "-x", "\(columnCount)", "-y", "\(rowCount)")
  }

  /// Ends the shell and all in it.
  func end() async throws { _ = try await command("kill-server") }

  private func command(_ arguments: String...) async throws -> String { try await command(arguments) }

  private func command(_ arguments: [String]) async throws -> String {
    let output = OutputText()
    let folder = Program.path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    let path = "\(folder):\(Program.host.variables["PATH"] ?? "/usr/bin:/bin")"
    let variables = Program.variables(home: place.home, ["PATH": path, "TERM": "xterm-256color"])
    let request = ProcessRequest(
      executable: Program.find("tmux") ?? "tmux", arguments: ["tmux", "-S", socket, "-u"] + arguments,
      workingDirectory: place.project, environment: variables)
    _ = try await Program.host.processes.start(request) { output.append($0) }.report()
    return output.text
  }
}
