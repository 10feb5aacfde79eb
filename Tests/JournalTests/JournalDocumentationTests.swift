import Foundation
import Journal
import RunModel
import Testing

/// The article about the format, held against what is written.
@Suite struct JournalDocumentationTests {
  private static let article =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/SwtoxCommand/Documentation.docc/JournalFormat.md")

  @Test func `every kind of event and of outcome has its row, with all of its fields`() throws {
    let rows = try String(contentsOf: Self.article, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| ") }
    var end = EventSamples.end(exitCode: 1, signal: 1)
    (end.systemTime, end.readByteCount, end.writtenByteCount) = (.zero, 1, 1)
    for event in EventSamples.numbered(EventSamples.events + [.commandEnded(EventSamples.build, end)]) {
      let line = Data(EventCoding.line(of: event))
      let fields = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
      let kind = try #require(fields["e"] as? String)
      let row = try #require(rows.first { $0.hasPrefix("| `\(kind)`") }, "\(kind) has no row")
      let outcome = fields["outcome"] as? String
      let outcomeRow = rows.first { $0.split(separator: "|").first?.contains("`\(outcome ?? "-")`") ?? false }
      #expect(outcome == nil || outcomeRow != nil, "\(outcome ?? "") has no row")
      let common: Set = ["n", "t", "e", "env", "package", "step"]
      for field in fields.keys where !common.contains(field) {
        let isTold = "\(row) \(outcomeRow ?? "")".contains("`\(field)`")
        #expect(isTold, "\(kind) has a field '\(field)' that is not told")
      }
    }
  }
}
