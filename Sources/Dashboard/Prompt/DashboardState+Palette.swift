import EnvironmentModel
import RunModel
import Screen
import SourceText

// The palette: what it offers for a line, and what a line does.
extension DashboardState {
  /// So many names of environments are offered.
  private static var nameLimit: Int { 200 }

  /// What a line may become: the best first.
  package func palette(_ text: String) -> [PaletteOffer] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if words.count > 1, let verb = PaletteVerb(rawValue: words[0]) {
      let start = words.dropLast().joined(separator: " ") + " "
      return ranked(values(of: verb), by: words[words.count - 1]).prefix(Self.nameLimit).map {
        PaletteOffer(line: start + $0, help: "")
      }
    }
    let verbs = PaletteVerb.allCases.map { PaletteOffer(line: $0.rawValue + " ", help: $0.help) }
    let typedVerbs = Set(PaletteVerb.allCases.map(\.rawValue))
    let commands = CommandEntry.all.filter { !typedVerbs.contains($0.command.name) }.map { entry in
      PaletteOffer(line: entry.command.name, help: entry.help, keys: keymap.keysText(of: entry.command))
    }
    let offers = verbs + commands
    let order = ranked(offers.map(\.line), by: text)
    let byLine = Dictionary(offers.map { ($0.line, $0) }) { first, _ in first }
    return order.compactMap { byLine[$0] }
  }

  /// What the last word of a filter may become.
  func filterOffers(_ text: String) -> [PaletteOffer] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let start = words.dropLast().map { $0 + " " }.joined()
    return ranked(values(of: .filter), by: words.last ?? "").map { PaletteOffer(line: start + $0, help: "") }
  }

  /// What may stand behind a verb.
  private func values(of verb: PaletteVerb) -> [String] {
    switch verb {
    case .run, .show: project.environments.map(\.text)
    case .filter:
      MatrixStatus.allCases.map { "status:\($0.rawValue)" }
        + freeAxes.flatMap { axis in axis.values.filter { !$0.isEmpty }.map { "\(axis.name):\($0)" } }
    case .axes: freeAxes.map(\.name)
    case .zoom: MatrixZoom.allCases.map(\.name) + ["auto"]
    case .theme: themes.map(\.name)
    case .export: exportFormats
    case .grep, .keep, .hide: Array((typed[.search] ?? []).reversed())
    case .line, .arguments, .save: []
    }
  }

  /// Lines that begin with a text, then those that have it, then those that have its letters in order.
  private func ranked(_ lines: [String], by text: String) -> [String] {
    let wanted = text.lowercased()
    let starting = lines.filter { $0.lowercased().hasPrefix(wanted) }
    let rest = lines.filter { !$0.lowercased().hasPrefix(wanted) }
    let holding = rest.filter { $0.lowercased().contains(wanted) }
    let fuzzy = rest.filter { !$0.lowercased().contains(wanted) && Self.hasLetters(of: wanted, in: $0.lowercased()) }
    return starting + holding + fuzzy
  }

  private static func hasLetters(of wanted: String, in line: String) -> Bool {
    var rest = wanted[...]
    for character in line where character == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// Does what a line says.
  mutating func perform(line: String) -> [DashboardEffect] {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let word = words.first else { return [] }
    let argument = words.count > 1 ? words[1][...].trimmed : ""
    if let verb = PaletteVerb(rawValue: word) { return perform(verb, argument) }
    if Int(word) != nil { return perform(.line, word) }
    guard let command = DashboardCommand(rawValue: word) else {
      let known = DashboardCommand.allCases.map(\.name) + PaletteVerb.allCases.map(\.rawValue)
      let match = closestMatch(to: word, among: known).map { "; did you mean '\($0)'?" } ?? ""
      notice = "there is no command '\(word)'\(match)"
      return []
    }
    return command.isAboutNow && !live.isEmpty ? performNow(command) : perform(command)
  }

  private mutating func perform(_ verb: PaletteVerb, _ argument: String) -> [DashboardEffect] {
    switch verb {
    case .run: return run(line: argument)
    case .show: return show(line: argument)
    case .filter: return filter(by: argument)
    case .axes: return useAxes(argument)
    case .zoom:
      let zoom = MatrixZoom.allCases.first { $0.name == argument }
      guard zoom != nil || argument == "auto" else { return explain(verb) }
      return change { $0.zoom = zoom }
    case .line:
      guard let number = Int(argument), number > 0 else { return explain(verb) }
      seekLine(number - 1)
    case .grep: return argument.isEmpty ? explain(verb) : searchEverywhere(Prompt(.everywhere, text: argument))
    case .keep: sift(Prompt(.keep, text: argument)) { $0.keep = $1 }
    case .hide: sift(Prompt(.hide, text: argument)) { $0.hide = $1 }
    case .arguments: return useArguments(ShellWords.split(argument))
    case .theme: return argument.isEmpty ? explain(verb) : useTheme(argument)
    case .save:
      if argument.isEmpty { return changeLog(.save) }
      return save(as: argument)
    case .export: return export(argument)
    }
    return []
  }

  private mutating func explain(_ verb: PaletteVerb) -> [DashboardEffect] {
    notice = "usage: \(verb.usage)"
    return []
  }

  // MARK: What verbs do

  /// Looks for a line of what the last step wrote, as answers of searches number them.
  private mutating func seekLine(_ line: Int) {
    guard let owner = logOwner, let run = run(of: owner),
      let section = LogSections.sections(of: owner, in: run).last
    else {
      notice = "there is no log yet"
      return
    }
    showAsBefore(.log)
    (log.keep, log.hide, log.stream) = (nil, nil, nil)
    log.seek = .place(path: section.path, line: line)
  }

  /// `run py31*-dj5* -- -k slow`: names and patterns, and arguments for the tests.
  private mutating func run(line: String) -> [DashboardEffect] {
    let words = ShellWords.split(line)
    let end = words.firstIndex(of: "--")
    let patterns = words[..<(end ?? words.endIndex)].filter { $0 != "-e" }.flatMap { $0.split(separator: ",") }
    if !live.isEmpty { leavePast() }
    var names: [EnvironmentName] = []
    for text in patterns {
      let pattern = WildcardPattern(String(text))
      let matching = project.environments.filter { pattern.matches($0.text) }
      guard !matching.isEmpty else {
        notice = "no environment is called '\(text)'"
        return []
      }
      names += matching
    }
    let effects = end.map { useArguments(Array(words[($0 + 1)...])) } ?? []
    return effects + run(patterns.isEmpty ? targets : names.uniqued())
  }

  private mutating func show(line: String) -> [DashboardEffect] {
    if let number = Int(line) { return [.openRun(RunID(number))] }
    let name = EnvironmentName(line)
    if environmentNames.contains(name) {
      if !isShown(name) { _ = filter(by: "") }
      select(.environment(name))
    } else {
      notice = "no environment is called '\(line)'"
    }
    return []
  }

  /// `py,os|dj,kind`: rows before the bar, columns behind it.
  private mutating func useAxes(_ text: String) -> [DashboardEffect] {
    let sides = text.split(separator: "|", omittingEmptySubsequences: false)
    let lists = sides.map { $0.split(separator: ",").map(\.trimmed) }
    let known = Set(project.matrix.axes.map(\.name))
    if let stranger = lists.joined().first(where: { !known.contains($0) }) {
      notice = "there is no axis '\(stranger)'; there are \(project.matrix.axes.map(\.name).joined(separator: ", "))"
      return []
    }
    return change { choice in
      (choice.places, choice.nesting) = ([:], lists.flatMap { $0 })
      for name in lists.first ?? [] { choice.places[name] = .rows }
      for name in lists.dropFirst().joined() { choice.places[name] = .columns }
    }
  }

  private mutating func useTheme(_ name: String) -> [DashboardEffect] {
    guard let index = themes.firstIndex(where: { $0.name == name }) else {
      notice = "there is no theme '\(name)'; there are \(themes.map(\.name).joined(separator: ", "))"
      return []
    }
    (themeIndex, followsBackground) = (index, false)
    notice = "theme: \(name)"
    return []
  }

  /// What `{posargs}` stands for in the runs to come.
  private mutating func useArguments(_ words: [String]) -> [DashboardEffect] {
    arguments = words
    let text = words.map(CommandLine.quoted).joined(separator: " ")
    notice = words.isEmpty ? "runs to come get the arguments that swtox was started with" : "{posargs} will be: \(text)"
    return [.setArguments(words.isEmpty ? nil : words)]
  }

  private mutating func export(_ text: String) -> [DashboardEffect] {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let format = words.first, exportFormats.contains(format) else {
      notice = "usage: \(PaletteVerb.export.usage); there are \(exportFormats.joined(separator: ", "))"
      return []
    }
    guard let run = runs.last?.state.id else {
      notice = "nothing was run yet"
      return []
    }
    return [.export(run, format: format, path: words.count > 1 ? words[1] : nil)]
  }
}
