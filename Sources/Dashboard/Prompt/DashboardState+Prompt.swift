import Logs
import Screen

// A line that is typed: what keys do to it, and what comes of it.
extension DashboardState {
  /// Opens a line to type into.
  mutating func begin(_ purpose: Prompt.Purpose, text: String = "") {
    prompt = Prompt(purpose, text: text, isExpression: purpose.isSearch && log.isExpression)
  }

  /// Keys while a line is typed.
  mutating func type(_ key: Key) -> [DashboardEffect] {
    guard var prompt else { return [] }
    switch key {
    case .escape:
      self.prompt = nil
      return []
    case .backspace where prompt.text.isEmpty, .control("h") where prompt.text.isEmpty:
      self.prompt = nil
      return []
    case .enter:
      self.prompt = nil
      remember(prompt)
      return finish(prompt)
    case .tab: complete(&prompt)
    case .up, .control("p"): back(&prompt, by: 1)
    case .down, .control("n"): back(&prompt, by: -1)
    case .control("r") where prompt.purpose.isSearch: prompt.isExpression.toggle()
    default: if !prompt.edit(key) { notice = "\(key.label) does nothing here; Esc leaves" }
    }
    self.prompt = prompt
    return []
  }

  private mutating func remember(_ prompt: Prompt) {
    guard !prompt.text.isEmpty else { return }
    var lines = typed[prompt.purpose] ?? []
    lines.removeAll { $0 == prompt.text }
    typed[prompt.purpose] = (lines + [prompt.text]).suffix(50)
  }

  /// Another completion of a command, else what was typed before.
  private mutating func back(_ prompt: inout Prompt, by step: Int) {
    let count = offers(for: prompt).count
    if count > 0, step < 0 || prompt.chosen != nil || !prompt.text.isEmpty, prompt.age == 0 {
      let first = prompt.purpose == .command && !prompt.text.isEmpty ? 0 : -1
      prompt.chosen = ((prompt.chosen ?? (step > 0 ? max(0, first) : first)) - step + count) % count
      return
    }
    let lines = typed[prompt.purpose] ?? []
    let age = prompt.age + step
    guard (0...lines.count).contains(age) else { return }
    if prompt.age == 0 { prompt.draft = prompt.text }
    let draft = prompt.draft
    prompt.replace(with: age == 0 ? draft : lines[lines.count - age])
    (prompt.age, prompt.draft) = (age, draft)
  }

  /// Completes as far as all that is offered agrees, or goes through it.
  private func complete(_ prompt: inout Prompt) {
    let offers = offers(for: prompt).map(\.line)
    if let chosen = prompt.chosen, offers.indices.contains(chosen) { return prompt.replace(with: offers[chosen]) }
    let starting = offers.filter { $0.hasPrefix(prompt.text) }
    let lines = starting.isEmpty ? offers : starting
    guard let first = lines.first else { return }
    if lines.count == 1 { return prompt.replace(with: first) }
    var common = first
    for line in lines { while !line.hasPrefix(common) { common.removeLast() } }
    if common.count > prompt.text.count, common.hasPrefix(prompt.text) { return prompt.replace(with: common) }
    prompt.chosen = 0
  }

  /// What a line that is typed may become.
  func offers(for prompt: Prompt) -> [PaletteOffer] {
    switch prompt.purpose {
    case .command: palette(prompt.text)
    case .filter: filterOffers(prompt.text)
    default: []
    }
  }

  /// The offer that Enter takes in place of what is typed; `nil` where it takes the line as it is.
  ///
  /// A command is only taken for what it begins like, as what merely has its letters may be anything.
  package func chosenOffer(of prompt: Prompt) -> Int? {
    if let chosen = prompt.chosen { return chosen }
    if prompt.purpose != .command || prompt.text.isEmpty { return nil }
    let word = prompt.text.split(separator: " ").first.map(String.init) ?? ""
    let isKnown = PaletteVerb(rawValue: word) != nil || DashboardCommand(rawValue: word) != nil || Int(word) != nil
    if isKnown { return nil }
    let typed = prompt.text.lowercased()
    return palette(prompt.text).first.flatMap { $0.line.lowercased().hasPrefix(typed) ? 0 : nil }
  }

  private mutating func finish(_ prompt: Prompt) -> [DashboardEffect] {
    switch prompt.purpose {
    case .search: search(for: prompt)
    case .keep: sift(prompt) { $0.keep = $1 }
    case .hide: sift(prompt) { $0.hide = $1 }
    case .everywhere: return searchEverywhere(prompt)
    case .filter: return filter(by: chosenLine(prompt))
    case .find: (helpFilter, overlay) = (prompt.text, .help(firstLine: 0))
    case .save: return save(as: prompt.text)
    case .command: return perform(line: chosenLine(prompt))
    }
    return []
  }

  /// What is typed where it is a command, else the completion that is chosen, or the best.
  private func chosenLine(_ prompt: Prompt) -> String {
    let offers = offers(for: prompt)
    guard let chosen = chosenOffer(of: prompt), offers.indices.contains(chosen) else { return prompt.text }
    return offers[chosen].line
  }
}
