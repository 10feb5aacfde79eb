import EnvironmentModel
import Host
import Journal
import ProjectConfiguration
import RunModel
import SourceText

/// Finds the recorded run that a command line means.
struct RunChoice {
  private let workDirectory: String
  private let files: any FileHost
  /// The work directory as people here would write it.
  private let shown: String

  init(_ session: ProjectSession) {
    workDirectory = session.project.workDirectory
    files = session.host.files
    shown = session.shown(workDirectory)
  }

  /// Of a work directory that is named, whatever project it is of.
  init(workDirectory: String, files: any FileHost) {
    self.workDirectory = absolutePath(workDirectory, from: files.resolved(".") ?? "/")
    self.files = files
    shown = workDirectory
  }

  /// The folder of a run; of the last one where no number is given.
  func folder(_ number: Int?) throws(DiagnosticError) -> RunFolder {
    let folders: [RunFolder]
    do throws(FileError) {
      folders = try RunFolder.all(in: workDirectory, files: files)
    } catch {
      throw DiagnosticError(.error(error.message))
    }
    // A program that was killed at once may have left a folder without a journal.
    let recorded = folders.lazy.filter { (files.status($0.journalPath)?.byteCount ?? 0) > 0 }
    guard let number else {
      if let last = recorded.first { return last }
      throw DiagnosticError(
        .error("there is no run in '\(shown)'", help: "begin one with 'swtox-tui run'"))
    }
    if let folder = folders.first(where: { $0.run.number == number }) { return folder }
    let known = recorded.map { "\($0.run)" }.prefix(10)
    if let newest = folders.first, number > 0, number < newest.run.number {
      throw DiagnosticError(
        .error(
          "the journal and the logs of run \(number) are gone: those of old runs are removed",
          help: "'swtox-tui history show \(number)' tells its results"))
    }
    throw DiagnosticError(
      .error(
        "there is no run \(number) in '\(shown)'",
        help: known.isEmpty ? "begin one with 'swtox-tui run'" : "the last ones are \(known.joined(separator: ", "))"))
  }

  /// The events of a run.
  func content(of folder: RunFolder) throws(DiagnosticError) -> JournalContent {
    do throws(JournalError) {
      return try JournalReader(files: files).content(of: folder)
    } catch {
      throw DiagnosticError(.error(error.message))
    }
  }

  func read(_ folder: RunFolder) throws(DiagnosticError) -> RecordedRun {
    do throws(JournalError) {
      return try JournalReader(files: files).read(folder)
    } catch {
      throw DiagnosticError(.error(error.message))
    }
  }
}
