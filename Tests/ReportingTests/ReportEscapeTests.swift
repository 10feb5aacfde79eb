import RunModel
import TestKit
import Testing

@testable import Reporting

/// Reports of runs whose texts look like markup.
@Suite struct ReportEscapeTests {
  private let hostile = RunRehearsal.hostile.reported

  @Test(arguments: [RunRehearsal.mixed, .hostile])
  func `JUnit is legal XML and keeps to jenkins-junit.xsd`(run: RunRehearsal) throws {
    let root = try XMLNode.read(JUnitReport(run.reported).text)
    try JUnitSchema.check(root)
    for suite in root.children {
      let cases = suite.children.filter { $0.name == "testcase" }
      #expect(suite.attributes["tests"] == String(cases.count))
      for (count, tag) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
        #expect(suite.attributes[count] == String(cases.count { $0.children.first?.name == tag }))
      }
    }
  }

  @Test func `what a log has is all in the XML but for what XML cannot hold`() throws {
    let root = try XMLNode.read(JUnitReport(hostile).text)
    let text = root.children.flatMap(\.children).flatMap(\.children).map(\.text).joined()
    for part in ["]]>", "</script><script>alert(1)</script>", "&amp; &lt;", "\u{FFFD}[31m", "日本 😀", "line\r\nline"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `no log can end a cell, a fence or a block of Markdown`() throws {
    let text = MarkdownReport(hostile).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = lines.filter { $0.hasPrefix("| ") }
    // A table of environments, one of tests.
    let counts = rows.map { row in row.count { $0 == "|" } }
    #expect(rows.allSatisfy { $0.hasSuffix(" |") } && counts.count { $0 == 5 } == 3)
    #expect(counts.count { $0 == 4 } == 2 + RunRehearsal.hostileTexts.count && Set(counts) == [4, 5])
    let fence = try #require(lines.first { $0.hasPrefix("```") && $0.hasSuffix("text") })
    let ticks = fence.prefix { $0 == "`" }
    #expect(ticks.count == 8 && lines.count { $0.hasPrefix(ticks) } == 2)
    let outside = text.split(separator: ticks).first ?? ""
    #expect(!outside.contains("<script") && !outside.contains("](javascript"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    try Golden.compare(text, with: "report-markdown-hostile.txt")
  }

  @Test func `no log can begin or end an element of HTML`() throws {
    let text = HTMLReport(hostile).text
    let tags = Set(text.matches(of: /<\/?([a-z0-9!]+)/.ignoresCase()).map { String($0.1).lowercased() })
    let own: Set = [
      "!doctype", "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "main", "details",
      "summary", "section", "b", "span", "small", "ul", "li", "code", "pre", "a", "table", "thead", "tbody", "tr", "th",
      "td", "br",
    ]
    #expect(tags.isSubset(of: own), "\(tags.subtracting(own))")
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!HTMLReport(RunRehearsal.mixed.reported).text.contains("http://"))
    let starts = text.matches(of: /<(details|pre|section|li|ul|code|span)\b/).count
    #expect(text.matches(of: /<\/(details|pre|section|li|ul|code|span)>/).count == starts)
  }

  @Test func `TAP has one line for each test point, and texts of YAML in one line`() throws {
    let text = TAPReport(hostile).text
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[..<2] == ["TAP version 14", "1..2"])
    let points = lines.dropFirst(2).filter { !$0.hasPrefix("  ") }
    #expect(points.count == 3 && points[0] == "not ok 1 - a\\#\\\\|<b>")
    #expect(points[1].hasPrefix("ok 2 - ok # SKIP ]]>") && points[2].hasPrefix("Bail out! stopped: ]]>"))
    #expect(!points[1].dropFirst(17).replacing("\\#", with: "").contains("#"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) })
    try Golden.compare(text, with: "report-tap-hostile.txt")
  }

  @Test(arguments: RunRehearsal.hostileTexts)
  func `JSON keeps every text`(text: String) throws {
    let quoted = JSONNode.quoted(text)
    #expect(quoted.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    #expect(try JSONText.unquoted(quoted) == text)
  }
}
