import EnvironmentModel
import RunModel
import Screen

/// What is shown of the selected environment beside its log.
package enum DetailTab: Int, CaseIterable, Sendable {
  /// What it is and what it came to.
  case facts
  /// Its settings, with their origins.
  case settings
  case packages
  case commands
  case history
  /// What has changed since it passed last.
  case difference

  /// The word on the tab; its number is the key for it.
  var label: String {
    switch self {
    case .facts: "Env"
    case .settings: "Cfg"
    case .packages: "Pkg"
    case .commands: "Cmd"
    case .history: "Hist"
    case .difference: "Diff"
    }
  }

  var number: Int { rawValue + 2 }

  /// The tab that a command shows.
  init?(_ command: DashboardCommand) {
    switch command {
    case .showFacts: self = .facts
    case .showSettings: self = .settings
    case .showPackages: self = .packages
    case .showCommands: self = .commands
    case .showHistory: self = .history
    case .showDifference: self = .difference
    default: return nil
    }
  }
}

extension DashboardState {
  /// Shows a tab and gives it the keys.
  mutating func showTab(_ command: DashboardCommand) {
    detailFirstLine = 0
    if let tab = DetailTab(command) {
      self.tab = tab
      return show(.detail)
    }
    let step = command == .nextTab ? 1 : -1
    // The log is the first tab where the two share a place.
    let isLog = isLogATab && lowerPane == .log
    let index = (isLog ? 0 : tab.rawValue + 1) + step
    let count = DetailTab.allCases.count
    if isLogATab, index <= 0 || index > count {
      let isBefore = index < 0
      if isBefore { tab = .difference }
      return show(isBefore ? .detail : .log)
    }
    tab = DetailTab(rawValue: (index - 1 + count) % count) ?? .facts
    show(.detail)
  }

  /// Whether log and details take turns in one place.
  var isLogATab: Bool { !DashboardLayout.hasTwoLowerPanes(size: size) || isZoomed }

  /// What is to be looked up for the tab that is shown; `nil` where nothing is.
  package var tabSubject: PageSubject? {
    guard let name = selectedEnvironment else { return nil }
    switch tab {
    case .facts, .settings, .commands: return nil
    case .packages:
      let marked = project.environments.filter(marked.contains)
      let isPair = marked.count == 2
      guard let run = records[.environment(name)]?.run else { return .packages([name: nil]) }
      if isPair {
        return .packages(Dictionary(uniqueKeysWithValues: marked.map { ($0, records[.environment($0)]?.run) }))
      }
      return .packages([name: run])
    case .history: return .history(name)
    case .difference: return .difference(name, nil, upTo: viewedRun)
    }
  }

  /// What has to be looked up so that all that is seen can be drawn.
  mutating func missingPages() -> [PageSubject] {
    var missing: [PageSubject] = []
    let layout = DashboardLayout(self)
    if !layout.detail.isEmpty, let subject = tabSubject, requestedPages.insert(subject).inserted {
      missing.append(subject)
    }
    // One at a time, so that a cursor that goes on and on does not have all on its way looked up.
    if !layout.aside.isEmpty, asideInQuestion == nil, let name = selectedEnvironment,
      requestedPages.insert(.history(name)).inserted
    {
      asideInQuestion = .history(name)
      missing.append(.history(name))
    }
    if !layout.groups.isEmpty, groupsInQuestion == nil, !awaitsHistory {
      let failing = failingRecords
      if failing != groupsKnown {
        groupsInQuestion = failing
        missing.append(.groups(failing))
      }
    }
    return missing
  }

  /// The environments that went wrong, each with the run that told so.
  private var failingRecords: [EnvironmentName: RunID] {
    guard MatrixStatus.allCases.contains(where: { [.fail, .error].contains($0) && count(of: $0) > 0 }) else {
      return [:]
    }
    var failing: [EnvironmentName: RunID] = [:]
    for (owner, record) in records where [.fail, .error].contains(record.summary.status) {
      if case .environment(let name) = owner, environmentNames.contains(name) { failing[name] = record.run }
    }
    return failing
  }

  /// Keeps what was looked up for a tab or the groups of failures.
  mutating func takeLookedUp(_ subject: PageSubject, _ lines: [PageLine]) {
    if subject == asideInQuestion { asideInQuestion = nil }
    if case .groups(let failing) = subject {
      guard failing == groupsInQuestion else { return }
      (groupsKnown, groupsInQuestion) = (failing, nil)
      groups = lines
      groupCursor = min(groupCursor, max(0, lines.count - 1))
    } else if requestedPages.contains(subject) {
      lookedUp[subject] = lines
    }
  }

  /// Has everything looked up again, as a run has changed it; what is known is shown until then.
  mutating func forgetPages() { (requestedPages, groupsInQuestion, asideInQuestion) = ([], nil, nil) }
}
