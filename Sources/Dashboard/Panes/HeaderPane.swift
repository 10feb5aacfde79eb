import RunModel
import Screen

/// Draws the first line: project, run, time, how many environments are in which state, and how far the run is.
struct HeaderPane {
  let state: DashboardState
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    let point = Point(row: area.row, column: area.column + 1)
    let end = point.column + (isNarrow ? counts : title + counts).width
    canvas.writeCut(isNarrow ? counts : title + counts, at: point, limit: area.endColumn)
    if isNarrow {
      drawWayToHelp(from: end + 2, on: &canvas)
    } else if let run = state.activeRun {
      drawProgress(of: run, from: end + 3, on: &canvas)
    }
  }

  /// Small screens have no line of key hints.
  private func drawWayToHelp(from column: Int, on canvas: inout Canvas) {
    guard let key = state.keymap.keys(for: .help, in: state.focus).first else { return }
    let runs = [TextRun(key.label, .key), TextRun(" " + DashboardCommand.help.hint, .hint)]
    if column + runs.width < area.endColumn { canvas.write(runs, row: area.row, endingAt: area.endColumn - 1) }
  }

  private var isNarrow: Bool { area.columnCount < 60 }

  private var title: [TextRun] {
    var runs = [TextRun("swtox  ", .dim), TextRun(state.project.name, .title), TextRun("  ")]
    if let run = state.viewedRun {
      let isOver = state.runs.last?.state.isFinished ?? true
      runs.append(TextRun("run \(run) \(isOver ? "as it was" : "going on")  ", .warning))
    } else if let run = shownRun {
      runs.append(TextRun("run \(run.id)  ", .text))
      if let elapsed { runs.append(TextRun(elapsed + "  ", .text)) }
      if let reason = run.startsEndReason, run.stopReason == nil {
        runs.append(TextRun("nothing more \(run.isFinished ? "was" : "is") started: \(reason)  ", .warning))
      }
      if !run.isFinished, run.stopReason == nil {
        if run.pauses[.user] != nil { runs.append(TextRun("paused  ", .warning)) }
        // The threshold is for the journal.
        if let reason = run.pauses[.pressure]?.prefix(while: { $0 != "," }) {
          runs.append(TextRun("one at a time (\(reason))  ", .warning))
        }
      }
      if let reason = run.stopReason, !run.isFinished { runs.append(TextRun("stopping (\(reason))  ", .warning)) }
    } else {
      runs.append(TextRun(state.awaitsHistory ? "reading results  " : "never run  ", .dim))
    }
    if state.watching == .on { runs.append(TextRun("watching  ", .running)) }
    if !state.arguments.isEmpty {
      runs.append(TextRun("-- \(state.arguments.joined(separator: " ").prefix(20))  ", .warning))
    }
    return runs
  }

  /// The run under way, or else the newest.
  private var shownRun: RunState? { (state.activeRun ?? state.runs.last)?.state }

  private var elapsed: String? {
    guard let run = shownRun, let start = run.startTime else { return nil }
    guard !run.isInterrupted else { return "interrupted" }
    if !run.isFinished, state.activeRun == nil { return "running elsewhere" }
    return DurationText.clock(microseconds: (run.endTime ?? state.clock) - start)
  }

  /// What is there of each state, and the number of all.
  private var counts: [TextRun] {
    guard !state.runs.isEmpty else {
      let count = state.project.environments.count
      return [TextRun(count == 1 ? "1 environment" : "\(count) environments", .dim)]
    }
    let shown: [MatrixStatus] = [
      .pass, .fail, .error, .running, .waiting, .queued, .cancelled, .flaky, .skipped, .unavailable, .unknown,
    ]
    let runs = shown.filter { state.count(of: $0) > 0 }.map { status in
      TextRun("\(state.theme.glyphs.text(of: status, in: state.glyphSet))\(state.count(of: status)) ", status.role)
    }
    return runs + [TextRun("/\(state.project.environments.count)", .dim)]
  }

  /// How long it will go on if what is left takes as long as what is done, which the first few do not tell.
  private func timeLeft(of run: DashboardState.Run) -> Int64? {
    let left = run.state.environments.count - run.settledCount
    guard run.settledCount >= 3, left > 0, let start = run.state.startTime, state.clock > start,
      run.state.stopReason == nil
    else { return nil }
    return (state.clock - start) / Int64(run.settledCount) * Int64(left)
  }

  /// The share that is done in percent, and a bar where wide screens have room for it.
  private func drawProgress(of run: DashboardState.Run, from column: Int, on canvas: inout Canvas) {
    let total = run.state.environments.count
    guard total > 0 else { return }
    let label = "\(run.settledCount * 100 / total)%"
    let end = area.endColumn - 1
    let labelColumn = end - 4
    if column <= labelColumn { canvas.write([TextRun(label)], row: area.row, endingAt: end) }
    var column = column
    if let left = timeLeft(of: run) {
      let text = "about \(DurationText.short(microseconds: left)) left"
      if column + text.utf8.count < labelColumn {
        column = canvas.write(text, at: Point(row: area.row, column: column), role: .dim) + 2
      }
    }
    let width = min(40, labelColumn - column - 3)
    guard area.columnCount >= 120, width >= 8 else { return }
    let start = labelColumn - width - 3
    let filled = run.settledCount * width / total
    canvas.write("[", at: Point(row: area.row, column: start), role: .border)
    for offset in 0..<width {
      canvas[area.row, start + 1 + offset] = Cell(
        scalar: offset < filled ? 0x23 : 0x2D, style: CellStyle(offset < filled ? .pass : .border))
    }
    canvas.write("]", at: Point(row: area.row, column: start + width + 1), role: .border)
  }
}
