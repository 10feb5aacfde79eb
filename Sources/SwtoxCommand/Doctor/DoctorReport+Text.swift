import Planning
import Reporting

extension DoctorReport {
  /// For people: a line for each kind, and under it one for each of its programs.
  var text: String {
    let parts = [("environments", kinds), ("packages", builders)].filter { !$0.1.isEmpty }
    return parts.map { "\($0)\n" + $1.map(Self.lines).joined() }.joined(separator: "\n")
  }

  private static func lines(_ entry: Entry) -> String {
    var text = "  \(entry.name.padded(to: 11)) \(entry.mark.padded(to: 8)) \(entry.readiness.words)\n"
    if !entry.accepts.isEmpty { text += "  \("".padded(to: 20)) installs \(entry.accepts.joined(separator: ", "))\n" }
    for program in entry.programs {
      let place = program.path.map { "\((program.version ?? "?").padded(to: 10)) \($0)" }
      text += "    \(program.name.padded(to: 18)) \(place ?? "not there; \(program.installation)")\n"
    }
    return text
  }

  /// For programs: an object keyed by kind, in each what it is made with, and the builders of what it installs. A builder
  /// of what none of them installs has a key of its own.
  var json: JSONNode {
    let installed = Set(kinds.flatMap(\.accepts))
    let others = builders.filter { !installed.contains($0.name) }.map { builder in
      Self.member(
        Entry(name: builder.name, readiness: .missing("no environments of this kind are made yet"), programs: []),
        [builder])
    }
    return .object(kinds.map { kind in Self.member(kind, builders.filter { kind.accepts.contains($0.name) }) } + others)
  }

  private static func member(_ kind: Entry, _ builders: [Entry]) -> JSONNode.Member {
    let own = builders.map { JSONNode.Member(key: $0.name, value: .object(members($0))) }
    return JSONNode.Member(
      key: kind.name, value: .object(members(kind) + [.init(key: "builders", value: .object(own))]))
  }

  private static func members(_ entry: Entry) -> [JSONNode.Member] {
    let programs = entry.programs.map { program in
      JSONNode.object([
        .init(key: "name", value: .text(program.name)),
        .init(key: "path", value: program.path.map { .text($0) } ?? .null),
        .init(key: "version", value: program.version.map { .text($0) } ?? .null),
        .init(key: "installation", value: .text(program.installation)),
      ])
    }
    var members: [JSONNode.Member] = [
      .init(key: "ready", value: .boolean(entry.readiness.isReady)),
      .init(key: "words", value: .text(entry.readiness.words)), .init(key: "programs", value: .list(programs)),
    ]
    if !entry.accepts.isEmpty { members.append(.init(key: "installs", value: .list(entry.accepts.map { .text($0) }))) }
    return members
  }
}
