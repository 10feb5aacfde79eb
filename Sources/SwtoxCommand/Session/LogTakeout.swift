import Dashboard
import EnvironmentModel
import Glibc
import Host
import LocalHost
import Logs
import Reporting
import RunModel

/// Takes logs out of the dashboard: into files, pagers and editors.
struct LogTakeout {
  /// So much of a log is read at once.
  private static let lineCount = 10_000

  let session: ProjectSession
  /// The folder that paths of the user start from.
  let folder: String

  /// The absolute path of a file as somebody typed it.
  func whole(_ path: String) -> String {
    let home = session.host.variables["HOME"] ?? "~"
    return absolutePath(path.hasPrefix("~/") ? home + path.dropFirst() : path, from: folder)
  }

  /// Writes a log as text, without colours and control sequences, with a line above the output of each step and each command.
  ///
  /// - Returns: What to tell.
  func save(_ sections: [LogSection], to path: String) -> String {
    let path = whole(path)
    if sections.contains(where: { session.host.files.resolved($0.path) == session.host.files.resolved(path) }),
      session.host.files.exists(path)
    {
      return "that is the log itself; name another file"
    }
    if session.host.files.isDirectory(path) { return "'\(path)' is a folder; name a file" }
    do throws(FileError) {
      try session.host.files.createDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      try write(sections, to: path)
      return "saved as \(path)"
    } catch {
      return error.message
    }
  }

  private func write(_ sections: [LogSection], to path: String) throws(FileError) {
    let files = session.host.files
    try files.write([], to: path)
    let file = try files.openForAppending(path)
    defer { file.close() }
    for section in sections {
      var store = LogStore(path: section.path, files: files).beginning(at: section.slice.start)
      store.end(at: section.end)
      try store.refresh()
      var text = section.heading.map { "\($0.isRuled ? "== " : "")\($0.text)\n" }.joined()
      for start in stride(from: 0, to: store.lineCount, by: Self.lineCount) {
        for line in try store.lines(from: start, count: Self.lineCount) { text += line.plainText + "\n" }
        try append(text, to: file)
        text = ""
      }
      try append(text, to: file)
    }
  }

  private func append(_ text: String, to file: any AppendableFile) throws(FileError) {
    let bytes = Array(text.utf8)
    do {
      try bytes.withUnsafeBytes { try file.append($0) }
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(operation: "write", path: "", code: EIO, reason: "\(error)")
    }
  }

  /// Shows a log in the user's pager, at a line from zero; returns when that has ended.
  ///
  /// - Returns: What to tell; `nil` when nothing is.
  func page(_ sections: [LogSection], line: Int) -> String? {
    let name = (sections.last?.path.split(separator: "/").last).map(String.init) ?? "swtox.log"
    var template = Array("\(temporaryFolder)/swtox-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return "no folder can be made in \(temporaryFolder)" }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = "\(folder)/\(name)"
    defer { try? session.host.files.remove(folder) }  // a copy that stays harms nobody
    do throws(FileError) {
      try write(sections, to: path)
    } catch {
      return error.message
    }
    let pager = variable("PAGER") ?? "less -R"
    let place = pager.split(separator: " ").first?.hasSuffix("less") == true ? ["+\(line + 1)g"] : []
    return run(pager, place + [path])
  }

  /// Opens the user's editor where the first error of an environment or package is, else in its log.
  func edit(_ owner: StepOwner, _ run: ReportedRun?) -> String? {
    let editor = variable("VISUAL") ?? variable("EDITOR") ?? "vi"
    guard let error = run?.failure(of: owner), let file = error.file else {
      return "nothing tells where in the sources it went wrong; o shows the log"
    }
    let folders = [run?.workingDirectory(of: owner), session.project.root, folder].compactMap { $0 }
    let found = folders.map { absolutePath(file, from: $0) }.first(where: session.host.files.exists)
    guard let path = found else { return "there is no file '\(file)'" }
    return self.run(editor, Self.words(for: path, error.line, error.column, editor))
  }

  /// The words by which an editor opens a file at a line.
  static func words(for path: String, _ line: Int?, _ column: Int?, _ editor: String) -> [String] {
    guard let line else { return [path] }
    let program = ShellWords.split(editor).first?.split(separator: "/").last.map(String.init) ?? ""
    switch program {
    case "code", "codium", "cursor": return ["-g", "\(path):\(line):\(column ?? 1)"]
    case "subl", "hx", "helix", "zed": return ["\(path):\(line):\(column ?? 1)"]
    case "emacs", "emacsclient", "nano", "micro", "kak":
      return [column.map { "+\(line)\(program == "emacs" ? ":" : ",")\($0)" } ?? "+\(line)", path]
    default: return ["+\(line)", path]
    }
  }

  private func variable(_ name: String) -> String? { session.host.variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  private var temporaryFolder: String { variable("TMPDIR") ?? "/tmp" }

  /// Runs a program of the user's on the terminal, with words behind its own; the shell finds it, as variables may have words.
  private func run(_ program: String, _ words: [String]) -> String? {
    let request = ProcessRequest(
      executable: "/bin/sh", arguments: ["sh", "-c", "\(program) \"$@\"", program] + words, workingDirectory: folder,
      environment: session.host.variables)
    do throws(ProcessStartError) {
      switch try ForegroundCommand(request).waitForEnd() {
      case .exited(0): return nil
      case .exited(127): return "there is no program '\(program)'"
      case .exited(let code): return "'\(program)' ended with exit code \(code)"
      case .signalled(let signal): return "'\(program)' was ended by signal \(signal)"
      case .timedOut: return nil
      }
    } catch {
      return "cannot start '\(program)': \(error.reason)"
    }
  }
}
