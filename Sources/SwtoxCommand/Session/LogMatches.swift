import Dashboard
import EnvironmentModel
import Host
import Journal
import Logs
import RunModel
import Screen

/// Looks for a text in the logs of many environments, for a page of the dashboard.
struct LogMatches {
  /// So many lines are shown of one environment, and of all.
  private static let environmentLimit = 20
  private static let limit = 2000

  let session: ProjectSession
  let matcher: LogMatcher

  /// The lines with the text under the names of their environments, in the project's order.
  func lines(in runs: [EnvironmentName: RunID]) -> [PageLine] {
    var lines: [PageLine] = []
    var states: [RunID: RecordedRun?] = [:]
    var (environmentCount, matchCount) = (0, 0)
    for name in session.project.allEnvironments where lines.count < Self.limit {
      guard let number = runs[name] else { continue }
      let folder = RunFolder(workDirectory: session.project.workDirectory, run: number)
      if states[number] == nil { states[number] = .some(try? JournalReader(files: session.host.files).read(folder)) }
      guard let run = states[number] ?? nil else { continue }
      let found = matches(of: name, in: run)
      guard found.count > 0 else { continue }
      environmentCount += 1
      matchCount += found.count
      let more = found.count > found.lines.count ? ", \(found.lines.count) shown" : ""
      lines.append(
        PageLine(
          [
            TextRun("\(name)", .header),
            TextRun("  \(found.count) \(found.count == 1 ? "match" : "matches")\(more)", .dim),
          ],
          target: .environment(name)))
      lines += found.lines
    }
    guard !lines.isEmpty else { return [PageLine([TextRun("no log has it", .dim)])] }
    let head = "\(matchCount) matches in \(environmentCount) of \(runs.count) environments"
    return [PageLine([TextRun(head, .title)]), PageLine([])] + lines
  }

  private func matches(of name: EnvironmentName, in run: RecordedRun) -> (count: Int, lines: [PageLine]) {
    var (count, lines): (Int, [PageLine]) = (0, [])
    for step in run.state.steps(of: .environment(name)) where step.logByteCount > 0 {
      let path = run.folder.logPath(of: step.plan.id)
      var store = LogStore(path: path, files: session.host.files)
      var search = LogSearch(matcher)
      // A log that has gone, as those of old runs do, has no matches.
      guard (try? store.refresh()) != nil, (try? search.step(byteBudget: .max, in: store)) != nil else { continue }
      count += search.matchCount
      var number = search.nextLine(after: -1)
      while let line = number, lines.count < Self.environmentLimit {
        let text = (try? store.lines(from: line, count: 1))?.first?.plainText ?? ""
        lines.append(
          PageLine(
            [TextRun("  \(line + 1)  ", .dim), TextRun(text)], target: .place(name, path: path, line: line)))
        number = search.nextLine(after: line)
      }
    }
    return (count, lines)
  }
}
