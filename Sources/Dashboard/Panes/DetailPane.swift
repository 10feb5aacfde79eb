import EnvironmentModel
import RunModel
import Screen

/// Draws what is known of the selected environment, in the tab that is shown.
struct DetailPane {
  let state: DashboardState
  let area: Rectangle
  let isFramed: Bool

  func draw(on canvas: inout Canvas) {
    let inside = isFramed ? area.insidePane : area
    let lines = Self.lines(state, width: inside.columnCount)
    let first = min(state.detailFirstLine, max(0, lines.count - inside.rowCount))
    if isFramed { drawFrame(lines.count, first, inside.rowCount, on: &canvas) }
    for (offset, line) in lines.dropFirst(first).prefix(inside.rowCount).enumerated() {
      canvas.writeCut(line, at: Point(row: inside.row + offset, column: inside.column), limit: inside.endColumn)
    }
  }

  private func drawFrame(_ lineCount: Int, _ first: Int, _ rowCount: Int, on canvas: inout Canvas) {
    let isScrolled = lineCount > rowCount
    let tabs = PaneTitle.tabs(state, width: area.columnCount)
    let facts = isScrolled ? "\(min(lineCount, first + rowCount))/\(lineCount)" : ""
    canvas.frame(
      area, borders: state.borders, isFocused: state.focus == .detail,
      title: state.isLogATab ? PaneTitle.title(state, of: state.selection) : tabs,
      rightTitle: state.isLogATab ? tabs : [],
      footer: facts.isEmpty ? [] : [TextRun(facts, .dim)])
  }

  /// Every line of the tab, of which the pane shows a part.
  static func lines(_ state: DashboardState, width: Int) -> [[TextRun]] {
    guard let owner = state.selection else { return [] }
    var page = DetailPage(width: width)
    let name = state.selectedEnvironment
    switch state.tab {
    case .facts:
      if let name { page.addFacts(state, name) }
      page.addRun(state, owner)
    case .settings:
      if let name, let detail = state.details[name] { page.addSettings(detail) } else { page.add(missing(name)) }
    case .commands: page.addCommands(state, owner)
    case .packages, .history, .difference:
      guard let subject = state.tabSubject else {
        page.add(missing(name))
        break
      }
      let lines = state.lookedUp[subject]?.map(\.runs)
      for line in lines ?? [[TextRun("looking it up", .dim)]] { page.add(line) }
    }
    return page.lines
  }

  private static func missing(_ name: EnvironmentName?) -> [TextRun] {
    [TextRun(name == nil ? "packages have none" : "looking up the settings", .dim)]
  }
}

/// Collects the lines of an inspection, wrapped to its width.
struct DetailPage {
  private static let keyWidth = 13

  let width: Int
  /// The columns of the keys, a blank included.
  private var keyWidth = DetailPage.keyWidth
  private(set) var lines: [[TextRun]] = []

  init(width: Int) { self.width = width }

  /// A line as it is.
  mutating func add(_ line: [TextRun]) { lines.append(line) }

  mutating func addFacts(_ state: DashboardState, _ name: EnvironmentName) {
    if let description = state.project.descriptions[name], !description.isEmpty { add("about", description) }
    guard let detail = state.details[name] else {
      lines.append([TextRun("looking up the settings", .dim)])
      return
    }
    add("kind", detail.kind)
    add("interpreter", detail.interpreter)
    add("location", detail.location)
    if let count = detail.byteCount { add("size", ByteText.short(count)) }
    add("package", detail.package)
  }

  mutating func addRun(_ state: DashboardState, _ owner: StepOwner) {
    guard let record = state.records[owner], let run = state.run(of: owner) else {
      add("last run", "never run")
      return
    }
    let glyph = state.theme.glyphs.text(of: record.summary.status, in: state.glyphSet)
    let words = state.words(for: record.summary)
    add("last run", "\(glyph) \(words) (run \(run.state.id))", record.summary.status.role)
    for step in run.state.steps(of: owner) where step.phase != .queued { add(step, state) }
  }

  /// The steps with their commands: how each ended, when, and what it used beside the others.
  mutating func addCommands(_ state: DashboardState, _ owner: StepOwner) {
    guard let run = state.run(of: owner) else { return add([TextRun("never run", .dim)]) }
    let steps = run.state.steps(of: owner).filter { !$0.commands.isEmpty || $0.phase != .queued }
    if steps.isEmpty { add([TextRun("no command has begun", .dim)]) }
    let scale = CommandScale(steps.flatMap(\.commands), isASCII: state.glyphSet == .ascii)
    for step in steps {
      if !lines.isEmpty { lines.append([]) }
      add(step, state)
      for command in step.commands { add(command, step.phase == .interrupted ? nil : state.clock, run.state, scale) }
    }
  }

  /// The steps and their commands, a line each.
  mutating func addCommandList(_ state: DashboardState, _ owner: StepOwner) {
    guard let run = state.run(of: owner) else { return add([TextRun("never run", .dim)]) }
    for step in run.state.steps(of: owner) where !step.commands.isEmpty || step.phase != .queued {
      add(step, state)
      for command in step.commands {
        let text = CommandLine(arguments: command.start.arguments).readableText
        let isBad = command.end.map { $0.exitCode != 0 } ?? false
        let now = step.phase == .interrupted ? nil : state.now
        addRight([TextRun("    " + text, isBad ? .fail : .text)], Self.ending(of: command, now))
      }
    }
  }

  /// How a command ended and how long it took, or how long it has been running.
  ///
  /// - Parameter now: The time for a command under way; `nil` for one whose end nobody saw.
  private static func ending(of command: CommandState, _ now: Int64?) -> String {
    guard let end = command.end else {
      return now.map { DurationText.short(microseconds: $0 - command.startTime) } ?? ""
    }
    let how = end.exitCode.map { "exit \($0)  " } ?? end.signal.map { "signal \($0)  " } ?? ""
    return how + DurationText.short(microseconds: end.duration.microseconds)
  }

  private mutating func add(_ step: StepState, _ state: DashboardState) {
    let glyph = state.theme.glyphs.text(of: step.status, in: state.glyphSet)
    let outcome = step.phase == .finished(.reused) ? "reused" : ""
    let end = step.phase == .interrupted ? nil : step.endTime ?? state.clock
    let time = step.startTime.flatMap { start in end.map { DurationText.short(microseconds: $0 - start) } } ?? ""
    addRight(
      [TextRun(glyph + " ", step.status.role), TextRun(step.plan.id.kind.label), TextRun("  " + outcome, .dim)], time)
  }

  /// - Parameter now: The time for a command under way; `nil` for one whose end nobody saw.
  private mutating func add(_ command: CommandState, _ now: Int64?, _ run: RunState, _ scale: CommandScale) {
    let text = CommandLine(arguments: command.start.arguments).readableText
    let end = command.end
    let isBad = end.map { $0.exitCode != 0 } ?? false
    addWhole(text, isBad ? .fail : .text, Self.ending(of: command, now))
    let began = DurationText.stamp(microseconds: command.startTime - (run.startTime ?? command.startTime))
    let place = command.start.workingDirectory
    lines += Self.wrapped("began \(began) in \(place)", width: max(8, width - 6)).map { [TextRun("      " + $0, .dim)] }
    guard let end else { return }
    for bar in scale.bars(of: end, width: min(24, max(8, width / 3))) { lines.append([TextRun("      ")] + bar) }
    addUsage(end.usageTexts)
  }

  /// What a command used, as many facts to a line as fit.
  private mutating func addUsage(_ facts: [String]) {
    let indent = "      "
    for line in Self.wrapped(facts.joined(separator: ", "), width: max(8, width - indent.count)) {
      lines.append([TextRun(indent + line, .dim)])
    }
  }

  /// An indented text on as many lines as it needs, and another behind it at the right edge.
  private mutating func addWhole(_ text: String, _ role: StyleRole, _ right: String) {
    let indent = "    "
    var pieces = Self.wrapped(text, width: max(8, width - indent.count)).map { TextRun(indent + $0, role) }
    var last = pieces.popLast() ?? TextRun("")
    if last.width + TextWidth.width(of: right) + 2 > width {
      pieces.append(last)
      last = TextRun("")
    }
    lines += pieces.map { [$0] }
    addRight([last], right)
  }

  mutating func addSettings(_ detail: EnvironmentDetail) {
    let longest = detail.settings.map { TextWidth.width(of: $0.key) + 1 }.max() ?? 0
    keyWidth = min(max(Self.keyWidth, longest), max(Self.keyWidth, width / 3))
    for setting in detail.settings { add(setting) }
  }

  /// The value beside the key, its origin at the right edge or on a line of its own, then what it replaced.
  private mutating func add(_ setting: EnvironmentDetail.SettingLine) {
    let values = setting.value.split(separator: "\n").map(String.init)
    let only = values.first ?? "-"
    if values.count <= 1, TextWidth.width(of: setting.key) < keyWidth,
      keyWidth + TextWidth.width(of: only) + TextWidth.width(of: setting.origin) + 2 <= width
    {
      addRight(keyed(setting.key, only), setting.origin)
    } else {
      add(setting.key, values.isEmpty ? "-" : values.joined(separator: "\n"))
      addRight([], setting.origin)
    }
    for step in setting.steps { addStep(step) }
    for place in setting.overridden { addRight([], "overrides \(place)") }
  }

  /// A step on the way to a value, under it.
  private mutating func addStep(_ text: String) {
    let blanks = String(repeating: " ", count: keyWidth)
    for piece in Self.wrapped(text, width: max(8, width - keyWidth)) { lines.append([TextRun(blanks + piece, .dim)]) }
  }

  private func keyed(_ key: String, _ value: String) -> [TextRun] {
    let blanks = max(1, keyWidth - TextWidth.width(of: key))
    return [TextRun(key + String(repeating: " ", count: blanks), .header), TextRun(value)]
  }

  /// A key with its value, which is wrapped under itself.
  private mutating func add(_ key: String, _ value: String, _ role: StyleRole = .text) {
    let indent = keyWidth
    let pieces = value.split(separator: "\n").flatMap { Self.wrapped(String($0), width: max(8, width - indent)) }
    let blanks = String(repeating: " ", count: indent)
    // A key that is wider than the column of keys has a line of its own.
    let isWide = TextWidth.width(of: key) >= indent
    if isWide { lines.append([TextRun(key, .header)]) }
    for (index, piece) in (pieces.isEmpty ? ["-"] : pieces).enumerated() {
      let isFirst = index == 0 && !isWide
      let head = isFirst ? key + String(repeating: " ", count: indent - TextWidth.width(of: key)) : blanks
      lines.append([TextRun(head, .header), TextRun(piece, role)])
    }
  }

  private mutating func addHeading(_ text: String) {
    lines.append([])
    lines.append([TextRun(text, .title)])
  }

  /// Runs at the left and a text at the right edge; the left gives way.
  private mutating func addRight(_ runs: [TextRun], _ text: String) {
    let room = max(0, width - TextWidth.width(of: text) - 1)
    var left: [TextRun] = []
    var used = 0
    for run in runs {
      var run = run
      if used + run.width > room { run.text = Self.cut(run.text, width: max(0, room - used - 1)) + "~" }
      used += run.width
      left.append(run)
      if used >= room { break }
    }
    let gap = max(0, width - used - TextWidth.width(of: text))
    lines.append(left + [TextRun(String(repeating: " ", count: gap)), TextRun(text, .dim)])
  }

  /// The characters from the start that a width has room for.
  private static func cut(_ text: String, width: Int) -> String {
    var used = 0
    return String(
      text.prefix { character in
        used += TextWidth.width(of: String(character))
        return used <= width
      })
  }

  /// Lines no wider than a width, broken at blanks where there are any, else behind a slash.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      let joined = line.isEmpty ? word : "\(line) \(word)"
      if TextWidth.width(of: joined) <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while TextWidth.width(of: word) > width {
        var piece = cut(word, width: width)
        if let slash = piece.dropFirst().lastIndex(of: "/") { piece = String(piece[...slash]) }
        lines.append(piece)
        word.removeFirst(max(1, piece.count))
      }
      line = word
    }
    return lines + (line.isEmpty ? [] : [line])
  }
}
