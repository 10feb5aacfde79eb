package import EnvironmentModel

/// What the settings of environments were in a run: a checksum of each value that somebody set.
///
/// Kept beside the journal in the file `settings`, a line for each environment: its name, a tab, and `KEY=CHECKSUM` with
/// blanks between them.
package struct SettingDigests: Equatable, Sendable {
  /// The checksums of each environment by the keys that somebody set.
  package private(set) var values: [EnvironmentName: [String: String]] = [:]

  /// Where they are kept beside a journal.
  package static func path(in runFolder: String) -> String { "\(runFolder)/settings" }

  /// Those of environments as they are resolved.
  package init(_ environments: [Environment]) {
    for environment in environments {
      var digests = ["kind": Self.digest(of: .text(environment.kind.description))]
      for (key, setting) in environment.settings where setting.origin.section != SettingOrigin.unset {
        digests[key] = Self.digest(of: key == "pass_env" ? Self.withoutDefaults(setting.value) : setting.value)
      }
      if !environment.groupRequirements.isEmpty {
        digests["dependency_groups"] = Self.digest(of: .list(environment.groupRequirements))
      }
      values[environment.name] = digests
    }
  }

  /// Lines that make no sense are passed over.
  package init(bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t")
      guard parts.count == 2 else { continue }
      let pairs = parts[1].split(separator: " ").compactMap { pair -> (String, String)? in
        let words = pair.split(separator: "=", maxSplits: 1)
        return words.count == 2 ? (String(words[0]), String(words[1])) : nil
      }
      values[EnvironmentName(String(parts[0]))] = Dictionary(pairs) { first, _ in first }
    }
  }

  /// As ``init(bytes:)`` reads them.
  package var bytes: [UInt8] {
    let lines = values.sorted { $0.key.text < $1.key.text }.map { name, digests in
      "\(name.text)\t" + digests.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// Takes over what is known of some environments from an earlier run.
  package mutating func take(_ names: some Sequence<EnvironmentName>, from other: SettingDigests) {
    for name in names { values[name] = other.values[name] ?? values[name] }
  }

  /// The keys whose values are others here than there, sorted; none for an environment that one side does not know.
  package func changes(of name: EnvironmentName, since other: SettingDigests) -> [String] {
    guard let new = values[name], let old = other.values[name] else { return [] }
    return Set(new.keys).union(old.keys).filter { new[$0] != old[$0] }.sorted()
  }

  /// What is passed by default depends on whether the run had a terminal, and is nobody's choice.
  private static let passedByDefault = Set(
    [true, false].flatMap { isInteractive in
      [true, false].flatMap { PassedVariables.byDefault(isInteractive: isInteractive, forUV: $0) }
    })

  private static func withoutDefaults(_ value: SettingValue) -> SettingValue {
    guard case .list(let names) = value else { return value }
    return .list(names.filter { !passedByDefault.contains($0) })
  }

  private static func digest(of value: SettingValue) -> String {
    Checksum.text(of: Array(parts(of: value).joined(separator: "\0").utf8))
  }

  private static func parts(of value: SettingValue) -> [String] {
    switch value {
    case .text(let text), .path(let text): ["text", text]
    case .boolean(let isTrue): ["boolean", "\(isTrue)"]
    case .integer(let number): ["number", "\(number)"]
    case .number(let number): ["number", "\(number)"]
    case .absent: ["absent"]
    case .list(let items): ["list"] + items
    case .commands(let commands): ["commands"] + commands.map(\.shellText)
    case .command(let command): ["command", command.shellText]
    case .dictionary(let pairs), .variables(let pairs): ["pairs"] + pairs.flatMap { [$0.name, $0.value] }
    case .groups(let groups): ["groups"] + groups.flatMap { [$0.name] + $0.members }
    case .failure(let reason): ["failure", reason]
    }
  }
}
