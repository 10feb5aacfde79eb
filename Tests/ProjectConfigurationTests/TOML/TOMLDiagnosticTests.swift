import ProjectConfiguration
import SourceText
import Testing

@Suite struct TOMLDiagnosticTests {
  @Test func `a mistake tells the place, the first definition and what to do`() {
    let text = "env_list = [\"lint\"]\n[tool]\nname = py311\n\nenv_list = 1\n[tool]\n"
    #expect(
      rendered(text) == """
        case.toml:3:8: error: 'py311' is not a value
            3 | name = py311
              |        ^^^^^
          help: strings need quotes: "py311"
        case.toml:6:1: error: table 'tool' is already defined
            6 | [tool]
              | ^^^^^^
          note: first defined here (case.toml:2)
          help: put the keys of both below one header

        """)
  }

  @Test(arguments: [
    ("x = True", "write 'true'"), ("x = FALSE", "write 'false'"), ("x = null", "leave the key out to give it no value"),
    ("x = \"a\\d\"", "write '\\\\' for a backslash, or put the text in single quotes"),
    ("x : 1", "write '=' between key and value"),
    ("x =", "write \"\" for an empty string"), ("x = 'a", "close it, or use ''' for text of several lines"),
    ("x = {a = 1,}", "remove the comma"), ("x = {a = 1\n}", "write it on one line, or as a table with a header"),
    ("x = 99999999999999999999", "integers reach from -9223372036854775808 to 9223372036854775807"),
    ("x = 1979-05-27T07:32:00+0200", "write it as 'Z' or '+02:00'"),
    ("[[a]]\n[a]", "write '[[a]]' to add a table to it"),
    ("a = {}\n[a.b]", "write the key inside its braces"),
    ("é = 1", "keys of other characters than A-Z, a-z, 0-9, '_' and '-' need quotes"),
    ("x = 3.11.4", "strings need quotes: \"3.11.4\""),
    ("x = 0755", "remove the zero, or put quotes around what is no number"),
  ])
  func `common mistakes come with help`(text: String, help: String) {
    #expect(diagnostics(text).map(\.help) == [help])
  }

  @Test(arguments: [
    ("a = 1\na.b = 2", "2:1 'a' is an integer, not a table"), ("x = [1, 2", "1:5 the array is not closed"),
    ("a.b = 1\na.b = 2", "2:3 key 'a.b' is already defined"),
    ("x = 2021-02-29", "1:5 '2021-02-29' is not a date: that month has 28 days"),
    ("é = 1", "1:1 'é' is not allowed in a key without quotes"),
    ("x = 'é' y", "1:9 expected the end of the line, found 'y'"),
    ("x = \"\u{01}\"", "1:6 control character U+0001 is not allowed in a string"),
    ("[a\n", "1:3 expected ']' at the end of the header, found the end of the line"),
  ])
  func `places count characters`(text: String, expected: String) {
    #expect(mistakesOfTOML(text) == [expected])
  }

  @Test func `reading goes on after a mistake`() {
    let text = "a = \n[b\nc = 1\nc = 'x\n[d]\n[d]\ne = 1\n[f] g\nok = 1\n"
    #expect(mistakesOfTOML(text).map { $0.prefix(3) } == ["1:1", "2:3", "4:5", "6:1", "8:5"])
  }

  @Test func `a mistake inside brackets ends the reading`() {
    #expect(mistakesOfTOML("x = [\n 1 = 2,\n ]\ny\n") == ["2:4 expected ',' or ']' in the array, found '='"])
  }

  @Test func `no more than fifty mistakes are told`() {
    #expect(mistakesOfTOML(String(repeating: "x\n", count: 200)).count == 50)
  }

  private func diagnostics(_ text: String) -> [Diagnostic] {
    do {
      _ = try readTOML(text)
      return []
    } catch {
      return error.diagnostics
    }
  }

  private func rendered(_ text: String) -> String { DiagnosticRenderer().render(diagnostics(text)) }
}
