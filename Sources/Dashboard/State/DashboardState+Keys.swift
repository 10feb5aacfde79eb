import EnvironmentModel
import RunModel
import Screen

extension DashboardState {
  /// Does what a key means where the focus is.
  mutating func press(_ key: Key) -> [DashboardEffect] {
    notice = ""
    if key == .control("c") {
      leavePast()
      return stop()
    }
    if log.input != nil { return type(key) }
    switch overlay {
    case .quitQuestion: return answer(key)
    case .help(let firstLine): return leaf(key, firstLine)
    case .plan(let plan): return decide(key, plan)
    case .page(let page): return turn(key, page)
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
      }
    case .nextFailure: goToFailure(.next)
    case .previousFailure: goToFailure(.previous)
    case .nextPane: moveFocus(by: 1)
    case .previousPane: moveFocus(by: -1)
    case .open: open()
    case .back: goBack()
    case .mark: toggleMark()
    case .unmarkAll: marked = []
    case .rerun: return run(targets)
    case .rerunFailed:
      return run(project.environments.filter { [.fail, .error].contains(status(of: .environment($0))) })
    case .runAll: return runAll()
    case .plan: return beginPlan(of: targets)
    case .history, .difference, .failures: return openPage(command)
    case .cancel: return cancel(targets)
    case .pause: return togglePause()
    case .stop: return stop()
    case .showLog: show(.log)
    case .inspect: toggleInspection()
    case .follow: log.isFollowing.toggle()
    case .search: beginSearch()
    case .nextMatch: seekMatch(.next)
    case .previousMatch: seekMatch(.previous)
    case .enlargeCells: zoomCells(by: -1)
    case .shrinkCells: zoomCells(by: 1)
    case .glyphs: glyphSet = glyphSet.next
    case .theme: useNextTheme()
    case .repaint: return [.repaint]
    case .help: overlay = .help(firstLine: 0)
    case .quit: return quit()
    }
    return []
  }

  private mutating func toggleMark() {
    guard let name = selectedEnvironment else {
      notice = "packages are built when an environment needs them; mark environments"
      return
    }
    if marked.remove(name) == nil { marked.insert(name) }
  }

  private mutating func useNextTheme() {
    themeIndex = (themeIndex + 1) % themes.count
    notice = "theme: \(theme.name)"
  }

  private mutating func zoomCells(by step: Int) {
    guard let zoom = MatrixZoom(rawValue: geometry.zoom.rawValue + step) else { return }
    wantedZoom = zoom
    geometry = .fitting(arrangement, width: DashboardLayout.matrixRoom(of: size).columnCount, wanted: zoom)
  }
}

// Panes.
extension DashboardState {
  private var isSinglePane: Bool { DashboardLayout.isSinglePane(size) }

  /// Goes through the panes that are seen; where they take turns or share a place, through all.
  private mutating func moveFocus(by step: Int) {
    let isShared = !DashboardLayout.hasTwoLowerPanes(size: size) && !isSinglePane
    let panes = isShared ? [.matrix, lowerPane] : DashboardFocus.allCases
    guard let index = panes.firstIndex(of: focus) else { return }
    focus = panes[(index + step + panes.count) % panes.count]
    if focus != .matrix { lowerPane = focus }
    isZoomed = isSinglePane && focus != .matrix
  }

  /// Brings a pane to the front and gives it the keys.
  mutating func show(_ pane: DashboardFocus) {
    focus = pane
    lowerPane = pane
    isZoomed = isSinglePane
  }

  private mutating func open() {
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
    } else if !log.query.isEmpty {
      log.query = ""
      log.seek = nil
    } else if focus != .matrix {
      focus = .matrix
    } else if !marked.isEmpty {
      marked = []
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
    if command == .repaint { return [.repaint] }
    let lineCount = HelpPane.lines(keymap, size: size).count
    overlay = TextPane.scroll(lineCount, size).firstLine(firstLine, after: command).map { .help(firstLine: $0) }
    if overlay == nil, let page = pageBehindHelp {
      overlay = .page(page)
      pageBehindHelp = nil
    }
    return []
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
    case .escape, .character("n"), .character("q"):
      overlay = nil
      notice = "staying"
    default: break
    }
    return []
  }
}
