package import EnvironmentModel
package import RunModel
package import Screen

/// Everything the dashboard's screen is a function of.
package struct DashboardState: Sendable {
  /// A run with the folder that holds the logs of its steps.
  package struct Run: Sendable {
    package var state: RunState
    package var folder: String
    /// Whether this program carries it out, and can stop it.
    package var isOwn = true
    /// How many of its environments have ended.
    package internal(set) var settledCount = 0
  }

  /// What is known last of an environment or package, and the run that told it.
  package struct Record: Hashable, Sendable {
    package var summary: OwnerSummary
    package var run: RunID
  }

  /// A pane over all others that takes the keys.
  package enum Overlay: Hashable, Sendable {
    case help(firstLine: Int)
    /// What a run would do.
    case plan(PlanView)
    /// What history says, what differs, or what failed.
    case page(PageView)
    /// What rows and columns are to stand for.
    case axes(AxesView)
    /// Something runs and the user wants to leave.
    case quitQuestion
  }

  package internal(set) var project: DashboardProject
  package let keymap: Keymap
  package internal(set) var arrangement: MatrixArrangement
  package internal(set) var geometry: MatrixGeometry
  package internal(set) var totals: MatrixTotals
  /// What is known of each environment of the arrangement, in its order.
  var cells: [CellState] = []
  package internal(set) var size: Size
  /// Microseconds since 1970, as of the last message that told it.
  package private(set) var now: Int64
  /// The time that what runs is shown at: that of the first message in a second, so that times move together once a
  /// second and not with whatever else changes.
  private(set) var clock: Int64

  /// Oldest first.
  package internal(set) var runs: [Run] = []
  package internal(set) var records: [StepOwner: Record] = [:]
  /// What lines of the help have to have to be shown.
  var helpFilter = ""
  /// The page over which the help is shown.
  var pageBehindHelp: PageView?
  /// What there is now, while a run of the past is looked at; one at most.
  var live: [DashboardState] = []
  /// How many environments have each status, by its place in `MatrixStatus.allCases`.
  package internal(set) var statusCounts: [Int]
  /// Packages in the order of the runs that built them.
  package internal(set) var packages: [StepOwner] = []
  package internal(set) var details: [EnvironmentName: EnvironmentDetail] = [:]
  var requestedDetails: Set<EnvironmentName> = []
  var environmentNames: Set<EnvironmentName>
  /// What was asked to run and has not begun: the configuration is read, the machine looked at, a plan made.
  package internal(set) var preparing: [EnvironmentName] = []
  /// What is to run when the run under way has ended.
  package internal(set) var pending: [EnvironmentName] = []

  package internal(set) var selection: StepOwner?
  /// Whose log is kept while the selection moves; `nil` for what is selected.
  package internal(set) var pinned: StepOwner?
  package internal(set) var marked: Set<EnvironmentName> = []
  /// The column that movement up and down keeps to.
  var column = 0
  /// The first row and column of the matrix that are shown.
  package internal(set) var scroll = MatrixPlace(row: 0, column: 0)
  package internal(set) var focus = DashboardFocus.matrix
  /// What the lower pane shows where there is room for one.
  package internal(set) var lowerPane = DashboardFocus.log
  package internal(set) var isZoomed = false
  package internal(set) var overlay: Overlay?
  package internal(set) var log = LogPaneState()
  /// The line that is being typed.
  package internal(set) var prompt: Prompt?
  /// What was typed before for each purpose, newest last.
  var typed: [Prompt.Purpose: [String]] = [:]
  package internal(set) var detailFirstLine = 0
  /// What is shown beside the log.
  package internal(set) var tab = DetailTab.facts
  /// What tabs tell that had to be looked up.
  package internal(set) var lookedUp: [PageSubject: [PageLine]] = [:]
  var requestedPages: Set<PageSubject> = []
  /// Failures that are alike, those of most environments first, and the one that keys are about.
  package internal(set) var groups: [PageLine] = []
  package internal(set) var groupCursor = 0
  /// The failures that these groups are of, and those whose groups are being worked out.
  var groupsKnown: [EnvironmentName: RunID] = [:]
  var groupsInQuestion: [EnvironmentName: RunID]?
  /// What is being looked up for the pane beside the tabs.
  var asideInQuestion: PageSubject?
  /// What runs at this moment.
  package internal(set) var running: Set<StepOwner> = []
  /// The environment whose commands take input.
  var keyboardOwner: EnvironmentName?
  /// Whether what depends on a file that changes runs again.
  package internal(set) var watching = Watching.off
  /// Whether the mouse selects and scrolls here, and not in the terminal.
  package internal(set) var takesMouse = true
  package internal(set) var notice = ""
  /// What `{posargs}` stands for in the runs to come; empty when nobody has changed it here.
  package internal(set) var arguments: [String] = []
  /// The formats of reports that can be written.
  package var exportFormats: [String] = []

  package internal(set) var themes: [Theme]
  package internal(set) var themeIndex = 0
  package internal(set) var glyphSet: GlyphSet
  /// Whether earlier results are still being read.
  package var awaitsHistory = false
  /// Whether the theme is to suit the terminal's background, once that is known.
  package var followsBackground = false
  /// How somebody wants the matrix.
  package internal(set) var choice = MatrixChoice()
  /// Where a range of marks begins that is being chosen.
  package internal(set) var rangeStart: MatrixPlace?
  /// Why to quit as soon as the run under way has ended.
  var exit: DashboardExit?
  /// When Ctrl-C was pressed last while something ran.
  var stopTime: Int64?

  /// The state before anything was run, at the first of the themes.
  package init(
    project: DashboardProject, size: Size, now: Int64, themes: [Theme], glyphSet: GlyphSet = .symbols,
    keymap: Keymap = Keymap()
  ) {
    self.project = project
    self.keymap = keymap
    self.glyphSet = glyphSet
    environmentNames = Set(project.environments)
    self.size = size
    self.now = now
    clock = now
    self.themes = themes.isEmpty ? [Theme()] : themes
    statusCounts = Array(repeating: 0, count: MatrixStatus.allCases.count)
    arrangement = .empty
    geometry = .fitting(.empty, width: 0, wanted: nil)
    totals = MatrixTotals(.empty) { _ in .unknown }
    selection = project.environments.first.map { .environment($0) }
    statusCounts[MatrixStatus.unknown.index] = project.environments.count
    arrange()
  }

  /// Takes over what somebody wants of every dashboard, and what they chose for this project before.
  package mutating func begin(with settings: DashboardSettings, remembering text: String?) {
    let before = choice
    if let text { choice = MatrixChoice(text: text) }
    choice.zoom = choice.zoom ?? settings.zoom
    takesMouse = settings.takesMouse
    (log.isWrapped, log.showsTimes) = (settings.isWrapped, settings.showsTimes)
    if choice != before { arrange() }
  }

  /// Takes the built-in theme for a light or a dark background, unless somebody has chosen one.
  mutating func takeBackground(_ brightness: Double) {
    guard followsBackground else { return }
    let name = brightness > 0.5 ? "default-light" : "default-dark"
    if let index = themes.firstIndex(where: { $0.name == name }) { themeIndex = index }
    followsBackground = false
  }

  /// The theme in use.
  package var theme: Theme { themes[themeIndex] }
  /// How frames are drawn: the theme's way, but always in ASCII when states are.
  var borders: Theme.Borders { glyphSet == .ascii && theme.borders == .line ? .ascii : theme.borders }
  /// The run of this program that is under way, if one is.
  package var activeRun: Run? { runs.last { $0.isOwn }.flatMap { $0.state.isFinished ? nil : $0 } }
  /// Whether a run is under way or about to be.
  package var isRunning: Bool { activeRun != nil || !preparing.isEmpty }

  /// What is known last of an owner; `unknown` when it was never run.
  package func status(of owner: StepOwner) -> MatrixStatus { records[owner]?.summary.status ?? .unknown }
  /// How many of the project's environments have a status.
  package func count(of status: MatrixStatus) -> Int { statusCounts[status.index] }

  /// Where the selected environment stands in the matrix; `nil` for what stands elsewhere.
  package var selectedPlace: MatrixPlace? { selectedEnvironment.flatMap { arrangement.place(of: $0) } }

  /// The selected environment; `nil` when a package is selected.
  package var selectedEnvironment: EnvironmentName? {
    if case .environment(let name) = selection { name } else { nil }
  }

  /// The run that told the last of an owner.
  package func run(of owner: StepOwner) -> Run? {
    guard let id = records[owner]?.run else { return nil }
    return runs.last { $0.state.id == id }
  }

  /// Marked environments in the project's order, or else those of the selected place.
  package var targets: [EnvironmentName] {
    let marked = effectivelyMarked
    if marked.isEmpty {
      return selectedPlace.map { Array(arrangement.members(at: $0)) } ?? selectedEnvironment.map { [$0] } ?? []
    }
    return project.environments.filter(marked.contains)
  }

  /// Takes the project as it is configured now; marks and results of what is still there stay.
  mutating func take(_ project: DashboardProject) {
    self.project = project
    environmentNames = Set(project.environments)
    marked.formIntersection(environmentNames)
    pending.removeAll { !environmentNames.contains($0) }
    statusCounts = Array(repeating: 0, count: MatrixStatus.allCases.count)
    for name in project.environments { statusCounts[status(of: .environment(name)).index] += 1 }
    if let selected = selectedEnvironment, !environmentNames.contains(selected) {
      selection = project.environments.first.map { .environment($0) }
      log = LogPaneState()
    }
    if case .environment(let name) = pinned, !environmentNames.contains(name) { pinned = nil }
    requestedDetails = []
    arrange()
  }

  /// Takes in that it is as late as this, or later.
  mutating func take(time: Int64) {
    now = max(now, time)
    if now / 1_000_000 != clock / 1_000_000 { clock = now }
  }

  /// The same state on a screen of another size.
  func resized(to size: Size) -> DashboardState {
    var state = self
    state.size = size
    state.arrange()
    state.keepSelectionInView()
    return state
  }

  /// Fits rows, columns and cells to the size anew.
  mutating func arrange() {
    let room = DashboardLayout.matrixRoom(of: size)
    let records = records
    arrangement = MatrixArrangement(project, room: room, choice: choice) { records[.environment($0)]?.summary }
    geometry = .fitting(arrangement, width: room.columnCount - TotalsPane.reservedWidth(self), wanted: choice.zoom)
    if geometry.width > room.columnCount - TotalsPane.reservedWidth(self) {
      geometry = .fitting(arrangement, width: room.columnCount, wanted: choice.zoom)
    }
    cells = arrangement.order.map { CellState(records[.environment($0)]?.summary) }
    totals = MatrixTotals(arrangement) { status(of: $0) }
    scroll = MatrixPlace(row: 0, column: 0)
    rangeStart = nil
    if let place = selectedPlace { column = place.column }
    selectShown()
  }
}

extension MatrixStatus {
  /// The status's place in `allCases`.
  package var index: Int {
    switch self {
    case .pass: 0
    case .fail: 1
    case .error: 2
    case .running: 3
    case .waiting: 4
    case .queued: 5
    case .skipped: 6
    case .cancelled: 7
    case .flaky: 8
    case .unavailable: 9
    case .unknown: 10
    }
  }

  /// The look of the status.
  package var role: StyleRole {
    switch self {
    case .pass: .pass
    case .fail: .fail
    case .error: .error
    case .running: .running
    case .waiting: .waiting
    case .queued: .queued
    case .skipped: .skipped
    case .cancelled: .cancelled
    case .flaky: .flaky
    case .unavailable: .unavailable
    case .unknown: .dim
    }
  }

  /// The status in words.
  package var label: String {
    switch self {
    case .pass: "passed"
    case .fail: "failed"
    case .error: "error"
    case .waiting: "waiting for a package"
    case .flaky: "passed on retry"
    case .unknown: "never run"
    case .unavailable: "not available"
    default: rawValue
    }
  }
}
