import EnvironmentModel
import SourceText

/// A value with the place that set it and those it replaced.
struct LayeredValue<Value> {
  var value: Value
  var origin: SettingOrigin
  /// The places whose values it adds to.
  var extended: [SettingOrigin] = []
  var overridden: [SettingOrigin] = []

  /// What an override makes of the value by adding to it.
  func grown(to value: Value, by item: ConfigurationOverride) -> LayeredValue {
    LayeredValue(value: value, origin: item.origin, extended: [origin] + extended, overridden: overridden)
  }

  /// What an override puts in the place of the value.
  func replaced(with value: Value, by item: ConfigurationOverride) -> LayeredValue {
    LayeredValue(value: value, origin: item.origin, overridden: [origin] + extended + overridden)
  }
}

extension SettingResolver {
  /// The value of the nearest section that has the key, with what the command line sets and adds.
  ///
  /// - Parameters:
  ///   - convert: A section's entry as a value; `nil` when none of its lines counts.
  ///   - override: The text of an override as a value.
  ///   - append: What `+=` makes of two values.
  /// - Returns: `nil` when nobody sets the key.
  func layered<Value>(
    _ key: ConfigurationKey, convert: (ConfigurationEntry) throws(SubstitutionError) -> Value?,
    override: (String) throws(SubstitutionError) -> Value,
    append: (Value, Value) throws(SubstitutionError) -> Value
  ) throws(SubstitutionError) -> LayeredValue<Value>? {
    var found: LayeredValue<Value>?
    // What more specific sections add to the value of a less specific one.
    var waiting: [[(item: ConfigurationOverride, value: Value)]] = []
    for section in layers {
      let overrides = context.overrides(of: key, in: overriddenName(of: section), document.dialect)
      if let known = found {
        found?.overridden = known.overridden + origins(of: key, in: section)
        continue
      }
      for spelling in key.spellings {
        guard let entry = section[spelling], let value = try convert(entry) else { continue }
        found = LayeredValue(value: value, origin: .init(section: section.name, span: entry.keySpan))
        break
      }
      if found == nil, !overrides.isEmpty, overrides.allSatisfy(\.isAdded) {
        var added: [(item: ConfigurationOverride, value: Value)] = []
        for item in overrides { added.append((item, try read(item, override))) }
        waiting.append(added)
        continue
      }
      for item in overrides {
        let value = try read(item, override)
        guard let before = found else {
          found = LayeredValue(value: value, origin: item.origin)
          continue
        }
        found =
          item.isAdded
          ? before.grown(to: try append(before.value, value), by: item) : before.replaced(with: value, by: item)
      }
    }
    if found == nil, let last = waiting.popLast() { found = try folded(last, append) }
    guard var result = found else { return nil }
    for (item, value) in waiting.reversed().joined() {
      result = result.grown(to: try append(result.value, value), by: item)
    }
    return result
  }

  /// What is wrong with an override is told with it.
  private func read<Value>(
    _ item: ConfigurationOverride, _ override: (String) throws(SubstitutionError) -> Value
  ) throws(SubstitutionError) -> Value {
    currentOverride = item
    let value = try override(item.text)
    currentOverride = nil
    return value
  }

  /// The name by which the command line speaks of a section: one for several environments goes by each of theirs.
  private func overriddenName(of section: ConfigurationSection) -> String {
    guard let owner, resolution.names?.sectionOfEnvironment[owner.text] == section.name else { return section.name }
    return document.dialect.environment(owner.text)
  }

  /// Additions to nothing: the first one is the value.
  private func folded<Value>(
    _ values: [(item: ConfigurationOverride, value: Value)], _ append: (Value, Value) throws(SubstitutionError) -> Value
  ) throws(SubstitutionError) -> LayeredValue<Value>? {
    guard let first = values.first else { return nil }
    var result = LayeredValue(value: first.value, origin: first.item.origin)
    for (item, value) in values.dropFirst() { result = result.grown(to: try append(result.value, value), by: item) }
    return result
  }

  /// The places of a section that set a key here.
  private func origins(of key: ConfigurationKey, in section: ConfigurationSection) -> [SettingOrigin] {
    key.spellings.compactMap { spelling in
      guard let entry = section[spelling], entry.value != nil || activeText(entry) != nil else { return nil }
      return .init(section: section.name, span: entry.keySpan)
    }
  }

  /// Where a key is set, for a value that could not be computed.
  func origin(of key: ConfigurationKey) -> SettingOrigin {
    layers.lazy.compactMap { self.origins(of: key, in: $0).first }.first ?? .init(section: Self.unset)
  }

  // MARK: Lines

  /// The entry's lines that count here; `nil` when it has content and none of it counts.
  func activeText(_ entry: ConfigurationEntry) -> String? {
    let lines = activeLines(entry)
    if lines.isEmpty, entry.lines.contains(where: { !$0.fullText.isEmpty }) { return nil }
    return Self.joinContinuations(lines.map(\.content))
  }

  /// The lines that count here, in order.
  func activeLines(_ entry: ConfigurationEntry) -> [ConditionalLine] {
    if let index = entry.index?.value {
      return index.candidates(for: factors).compactMap { place in
        let line = entry.lines[place]
        if let condition = line.condition { return condition.holds(for: factors) ? line : nil }
        return line.content.isEmpty ? nil : line
      }
    }
    var lines: [ConditionalLine] = []
    // A line that does not count takes its continuation with it, unless a line that counts is to be continued.
    var (isContinued, skipsNext) = (false, false)
    for line in entry.lines {
      let continues = line.content.utf8.last == UInt8(ascii: "\\")
      if let condition = line.condition {
        let holds = condition.holds(for: factors)
        if holds {
          lines.append(line)
          isContinued = continues
        }
        skipsNext = !holds && continues
      } else if skipsNext, !isContinued, !continues {
        skipsNext = false
      } else {
        if !line.content.isEmpty {
          lines.append(line)
          isContinued = continues
        }
        skipsNext = false
      }
    }
    return lines
  }

  private static func joinContinuations(_ lines: [String]) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      let continues = line.utf8.last == UInt8(ascii: "\\") && index + 1 < lines.count
      text += continues ? line[..<line.utf8.index(before: line.endIndex)] : line[...]
      if !continues, index + 1 < lines.count { text += "\n" }
    }
    return text
  }
}
