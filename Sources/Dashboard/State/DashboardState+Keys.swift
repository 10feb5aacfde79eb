import EnvironmentModel
import RunModel
import Screen

extension DashboardState {
  /// Does what a key means where the focus is.
  mutating func press(_ key: Key) -> [DashboardEffect] {
    notice = ""
    if key == .control("c") {
      leavePast()
      return stop(reason: "Ctrl-C in the dashboard")
    }
    if prompt != nil { return type(key) }
    switch overlay {
    case .quitQuestion: return answer(key)
    case .help(let firstLine): return leaf(key, firstLine)
    case .plan(let plan): return decide(key, plan)
    case .page(let page): return turn(key, page)
    case .axes(let view): return arrange(key, view)
    case nil: break
    }
    guard let command = keymap.command(for: key, in: focus) else {
      notice = "\(key.label) does nothing here; ? shows all keys"
      return []
    }
    if !live.isEmpty, command.isAboutNow { return performNow(command) }
    return perform(command)
  }

  /// Does a command where the focus is.
  package mutating func perform(_ command: DashboardCommand) -> [DashboardEffect] {
    switch command {
    case .moveUp, .moveDown, .moveLeft, .moveRight, .pageUp, .pageDown, .rowStart, .rowEnd, .first, .last:
      switch focus {
      case .matrix: moveSelection(command)
      case .log: scrollLog(command)
      case .detail: scrollDetail(command)
      case .failures: moveInGroups(command)
      }
    case .nextFailure: goToFailure(.next)
    case .previousFailure: goToFailure(.previous)
    case .nextPane: moveFocus(by: 1)
    case .previousPane: moveFocus(by: -1)
    case .open: open()
    case .mark: toggleMark()
    case .unmarkAll: (marked, rangeStart) = ([], nil)
    case .range, .invertMarks: changeMarks(command)
    case .axes, .fold, .unfoldAll, .filter, .sort, .previousGroup, .nextGroup: return changeMatrix(command)
    case .rerun: return run(targets)
    case .rerunFailed:
      return run(project.environments.filter { [.fail, .error].contains(status(of: .environment($0))) })
    case .rerunChanged, .watch, .keyboard, .runAll: return begin(command)
    case .plan: return beginPlan(of: targets)
    case .history, .difference, .failures, .doctor: return openPage(command)
    case .cancel: return cancel(targets)
    case .pause: return togglePause()
    case .stop: return stop()
    case .showLog: show(.log)
    case .showFacts, .showSettings, .showPackages, .showCommands, .showHistory, .showDifference, .nextTab, .previousTab:
      showTab(command)
    case .inspect: toggleInspection()
    case .follow, .pin, .wrap, .times, .stream, .search, .nextMatch, .previousMatch, .keepLines, .hideLines, .nextError,
      .previousError, .searchEverywhere, .copy, .copyPath, .save, .pager, .editor:
      return changeLog(command)
    case .enlargeCells: return zoomCells(by: -1)
    case .shrinkCells: return zoomCells(by: 1)
    case .glyphs, .theme, .repaint, .palette, .mouse, .help, .back, .quit: return performForProgram(command)
    }
    return []
  }

  private mutating func begin(_ command: DashboardCommand) -> [DashboardEffect] {
    switch command {
    case .rerunChanged: runChanged()
    case .watch: toggleWatch()
    case .keyboard: useKeyboard()
    default: runAll()
    }
  }

  private mutating func performForProgram(_ command: DashboardCommand) -> [DashboardEffect] {
    switch command {
    case .glyphs: glyphSet = glyphSet.next
    case .theme: useNextTheme()
    case .repaint: return [.repaint]
    case .palette: begin(.command)
    case .mouse: return toggleMouse()
    case .help: overlay = .help(firstLine: 0)
    case .back: goBack()
    default: return quit()
    }
    return []
  }

  private mutating func useNextTheme() {
    followsBackground = false
    themeIndex = (themeIndex + 1) % themes.count
    notice = "theme: \(theme.name)"
  }
}

// Panes.
extension DashboardState {
  private var isSinglePane: Bool { DashboardLayout.isSinglePane(size) }

  /// Goes through the panes that are seen; where they take turns or share a place, through all.
  private mutating func moveFocus(by step: Int) {
    let isShared = !DashboardLayout.hasTwoLowerPanes(size: size) && !isSinglePane
    let columns: [DashboardFocus] = DashboardLayout.hasColumns(size: size) && !isZoomed ? [.failures] : []
    let panes = (isShared ? [.matrix, lowerPane] : [.matrix, .log, .detail]) + columns
    guard let index = panes.firstIndex(of: focus) else { return }
    focus = panes[(index + step + panes.count) % panes.count]
    if focus == .log || focus == .detail { lowerPane = focus }
    isZoomed = isSinglePane && focus != .matrix
  }

  /// Brings a pane to the front and gives it the keys.
  mutating func show(_ pane: DashboardFocus) {
    focus = pane
    lowerPane = pane
    isZoomed = isSinglePane
  }

  /// The same, on the whole screen where that was so before.
  mutating func showAsBefore(_ pane: DashboardFocus) {
    let wasZoomed = isZoomed
    show(pane)
    isZoomed = isZoomed || wasZoomed
  }

  private mutating func open() {
    if focus == .failures { return openGroup() }
    if focus == .matrix { show(.log) }
    isZoomed = isSinglePane || !isZoomed
  }

  /// The inspection with the keys, or the matrix and the log again.
  private mutating func toggleInspection() {
    if focus == .detail {
      focus = .matrix
      lowerPane = .log
      isZoomed = false
    } else {
      let wasZoomed = isZoomed
      show(.detail)
      isZoomed = isZoomed || wasZoomed
    }
    detailFirstLine = 0
  }

  private mutating func goBack() {
    if isZoomed {
      isZoomed = false
      focus = .matrix
    } else if log.query != nil || log.isErrorLine {
      (log.query, log.seek, log.matchLine, log.isErrorLine) = (nil, nil, nil, false)
    } else if focus == .log, log.isSifted {
      (log.keep, log.hide, log.stream) = (nil, nil, nil)
    } else if focus != .matrix {
      focus = .matrix
    } else if rangeStart != nil {
      rangeStart = nil
    } else if !marked.isEmpty {
      marked = []
    } else if choice.filter != nil {
      choice.filter = nil
      arrange()
    } else if lowerPane == .detail {
      lowerPane = .log
    } else if viewedRun != nil {
      leavePast()
    }
  }
}

// Overlays.
extension DashboardState {
  private mutating func leaf(_ key: Key, _ firstLine: Int) -> [DashboardEffect] {
    let command = keymap.command(for: key, in: .log)
    switch command {
    case .repaint: return [.repaint]
    case .search: begin(.find, text: helpFilter)
    case .back where !helpFilter.isEmpty: (helpFilter, overlay) = ("", .help(firstLine: 0))
    case .back, .quit, .help, .open: leaveHelp()
    default:
      let lineCount = HelpPane.lines(keymap, size: size, filter: helpFilter).count
      if let line = TextPane.scroll(lineCount, size).firstLine(firstLine, after: command) {
        overlay = .help(firstLine: line)
      } else {
        notice = "\(key.label) does nothing here; / finds, Esc leaves"
      }
    }
    return []
  }

  private mutating func leaveHelp() {
    (overlay, helpFilter) = (nil, "")
    if let page = pageBehindHelp {
      overlay = .page(page)
      pageBehindHelp = nil
    }
  }

  mutating func beginPlan(of names: [EnvironmentName]) -> [DashboardEffect] {
    if names.isEmpty {
      notice = "select an environment, or mark some"
      return []
    }
    overlay = .plan(PlanView(names: names))
    return [.plan(names)]
  }

  /// Runs what the plan shows, scrolls in it, or leaves it.
  private mutating func decide(_ key: Key, _ plan: PlanView) -> [DashboardEffect] {
    let command = keymap.command(for: key, in: .log)
    if command == .repaint { return [.repaint] }
    if key == .enter || command == .rerun {
      overlay = nil
      return run(plan.names)
    }
    var plan = plan
    let target = TextPane.scroll(plan.runs.count, size).firstLine(plan.firstLine, after: command)
    plan.firstLine = target ?? 0
    overlay = target == nil ? nil : .plan(plan)
    return []
  }

  /// Shows a plan that was asked for, if it still is.
  mutating func takePlan(of names: [EnvironmentName], _ lines: [String]) {
    guard case .plan(let plan) = overlay, plan.names == names else { return }
    overlay = .plan(PlanView(names: names, lines: lines))
  }

  private mutating func answer(_ key: Key) -> [DashboardEffect] {
    switch key {
    case .character("s"), .character("y"), .enter:
      overlay = nil
      return stopThenQuit()
    case .character("d") where activeRun != nil:
      overlay = nil
      return [.quit(.detached)]
    case .escape, .character("n"), .character("q"):
      overlay = nil
      notice = "staying"
    default: break
    }
    return []
  }
}
