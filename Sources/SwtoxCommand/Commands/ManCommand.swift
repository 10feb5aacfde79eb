import ArgumentParser
import Host
import LocalHost
import Reporting

/// `man`: the manual.
struct ManCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Show the manual, or write it to a file as a page for man.",
    discussion: "Where standard output is no terminal it is the page itself: swtox-tui man > swtox-tui.1")

  func run(in program: ProgramContext) async -> ExitCode {
    guard let description = CommandLineDescription.ofProgram() else {
      StandardOutput.write("swtox-tui: the commands cannot be described; see 'swtox-tui --help'\n", isError: true)
      return .internalError
    }
    let document = Manual.document(of: description)
    guard program.isInteractive else {
      StandardOutput.write(document.roff)
      return .success
    }
    show(document, program.host)
    StandardOutput.write(document.plainText)
    return .success
  }

  /// Goes on as `man`; returns where there is none.
  private func show(_ document: ManualDocument, _ host: Host) {
    let folders = (host.variables["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/man" }
    guard let man = folders.first(where: host.files.isExecutableFile) else { return }
    let cache = host.variables["XDG_CACHE_HOME"] ?? "\(host.variables["HOME"] ?? "/tmp")/.cache"
    let path = "\(cache)/swtox/swtox-tui.1"
    do throws(FileError) {
      try host.files.createDirectory("\(cache)/swtox")
      try host.files.write(Array(document.roff.utf8), to: path)
    } catch {
      // The text is shown as it is then.
      return
    }
    _ = LocalMachine.become(
      ProcessRequest(
        executable: man, arguments: ["man", "-l", path], workingDirectory: host.files.resolved(".") ?? "/",
        environment: host.variables))
  }
}
