import Dashboard
import Reporting
import Testing

@testable import SwtoxCommand

@Suite struct ManualTests {
  private func description() throws -> CommandLineDescription { try #require(CommandLineDescription.ofProgram()) }

  @Test func `it has every command, option, key of the dashboard and exit code`() throws {
    let description = try description()
    let text = Manual.document(of: description).plainText
    #expect(description.commands.count > 10)
    for command in description.commands {
      #expect(text.contains("\n  \(command.name)\n") && text.contains(command.abstract))
      for name in command.options.filter({ !$0.isHidden }).flatMap(\.names) { #expect(text.contains(name)) }
    }
    for command in DashboardCommand.allCases { #expect(text.contains(command.help)) }
    for code in ExitCode.allCases { #expect(text.contains("    \(code.rawValue)\n        \(code.meaning)")) }
  }

  @Test func `words of the command line are told from values by the options that the parser has`() throws {
    let commands = try description().commands
    #expect(Set(commands.map(\.name).filter { !$0.contains(" ") } + ["help"]) == CommandWords.commands)
    let options = commands.flatMap(\.options).filter { !$0.value.isEmpty }
    #expect(Set(options.flatMap(\.names)) == CommandWords.valued)
  }

  @Test(arguments: [
    ("a-b", "a\\-b"), (".x", "\\&.x"), ("'x", "\\&'x"), ("a\\b", "a\\eb"), ("a\nb", "a b"), ("é", "é"),
  ])
  func `text is never taken for a request of man`(text: String, escaped: String) {
    #expect(ManualDocument.roffLine(text) == escaped)
  }

  @Test func `a page has man's form and a plain one`() {
    let document = ManualDocument(
      title: "x-y", version: "1",
      blocks: [
        .heading("Name"), .paragraph("a-b"), .subheading("s"), .term("-k", "key"), .term("z", ""), .literal(["  .l"]),
      ])
    #expect(
      document.roff == """
        .TH "X-Y" 1 "" "swtox 1" "User Commands"
        .SH NAME
        .PP
        a\\-b
        .SS s
        .TP
        \\fB\\-k\\fR
        key
        .TP
        \\fBz\\fR
        \\&
        .PP
        .nf
          .l
        .fi

        """)
    #expect(document.plainText == "NAME\n\n    a-b\n\n  s\n    -k\n        key\n    z\n\n      .l\n")
  }
}
