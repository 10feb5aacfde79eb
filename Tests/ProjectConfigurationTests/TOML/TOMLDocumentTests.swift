import ProjectConfiguration
import SourceText
import Testing

@Suite struct TOMLDocumentTests {
  @Test(arguments: [
    ("", "{}"), ("\n \t\n# only a comment", "{}"), ("\u{FEFF}a = 1", "{a: 1}"), ("a=1\r\nb=2\r\n", "{a: 1, b: 2}"),
    ("a = 1 # one\n  b = 2", "{a: 1, b: 2}"), ("1-2_x = true", "{1-2_x: true}"), ("\"\" = 1\n' ' = 2", "{: 1,  : 2}"),
    ("\"a.b\" = 1\na . \"b\" = 2", "{a.b: 1, a: {b: 2}}"), ("3.14 = 1", "{3: {14: 1}}"),
    ("'\\u0061' = 1\n\"\\u0061\" = 2", "{\\u0061: 1, a: 2}"),
    ("true = 1\ninf = 2\n1979-05-27 = 3", "{true: 1, inf: 2, 1979-05-27: 3}"),
  ])
  func `keys are bare, quoted or dotted`(text: String, expected: String) throws {
    #expect(try readTOML(text).summary == expected)
  }

  @Test(arguments: [
    ("x = []", "{x: []}"), ("x = [ 1, 'a', [true], ]", "{x: [1, \"a\", [true]]}"),
    ("x = [ # c\n 1 # d\n , # e\n\n 2\r\n]", "{x: [1, 2]}"), ("x = {}", "{x: {}}"),
    ("x = { a.b = 1, a.c = [\n], \"d\" = {} }", "{x: {a: {b: 1, c: []}, d: {}}}"),
    ("x=[{a=1},{a=2}]", "{x: [{a: 1}, {a: 2}]}"),
    ("x = {a = '''\n1\n2'''}", "{x: {a: \"1\\n2\"}}"),
  ])
  func `arrays span lines and inline tables one`(text: String, expected: String) throws {
    #expect(try readTOML(text).summary == expected)
  }

  @Test(arguments: [
    ("[b]\nx = 1\n[a]\n[ a . 'c' ]\ny = 2", "{b: {x: 1}, a: {c: {y: 2}}}"), ("[a.b]\n[a]\nx = 1", "{a: {b: {}, x: 1}}"),
    ("[[p]]\nx = 1\n[[p]]\n[p.q]\ny = 2\n[[p.r]]\n[[p.r]]\n[[p]]", "{p: [{x: 1}, {q: {y: 2}, r: [{}, {}]}, {}]}"),
    ("a.b = 1\na.c.d = 2", "{a: {b: 1, c: {d: 2}}}"), ("[f]\na.c = 1\n[f.a.t]\nx = 2", "{f: {a: {c: 1, t: {x: 2}}}}"),
    ("[a.b.c]\nz = 1\n[a]\nb.y = 2", "{a: {b: {c: {z: 1}, y: 2}}}"), ("[[a.b]]\n[a]\nx = 1", "{a: {b: [{}], x: 1}}"),
    ("[x.y.z]\n[x]\n[x.y]", "{x: {y: {z: {}}}}"),
    ("[a]\n[[a.b]]\n[a.b.c]\n[[a.b]]\n[a.b.c]", "{a: {b: [{c: {}}, {c: {}}]}}"),
  ])
  func `headers and dotted keys build the same tree`(text: String, expected: String) throws {
    #expect(try readTOML(text).summary == expected)
  }

  @Test(arguments: [
    "a = 1\na = 2", "a = 1\n'a' = 2", "a = 1\na.b = 2", "a.b = 1\na = 2", "a.b = 1\na.b.c = 2", "[a]\n[a]",
    "[a.b]\n[a]\n[a]",
    "a = 1\n[a]", "a = 1\n[a.b]", "a.b = 1\n[a]", "[a]\nb = 1\n[a.b]", "[a]\nb.c = 1\n[a.b]", "[a.b]\n[a]\nb.c = 1",
    "[a.b.c]\n[a]\nb.c.d = 1", "[a.b.c]\n[a]\nb.x = 1\n[a.b]", "[a.b.c]\n[a]\nb = 1", "a = {}\n[a]", "a = {}\n[a.b]",
    "a = {b = 1}\na.c = 2",
    "a = {b.c = 1}\n[a.b]", "x = {a = 1, a = 2}", "x = {a = {}, a.b = 1}", "x = {a.b = 1, a = 2}", "[[a]]\n[a]",
    "[a]\n[[a]]",
    "[a.b]\n[[a]]", "a = []\n[[a]]", "a = [{}]\n[a.b]", "a.b = 1\n[[a]]", "[[a.b]]\n[a]\nb.c = 1",
    "[[a]]\n[a.b]\n[[a.b]]",
    "[[a]]\n[[a.b]]\n[a.b]", "a = [{}]\na.b = 1",
  ])
  func `nothing is defined twice`(text: String) {
    #expect(mistakesOfTOML(text).count == 1)
  }

  @Test(arguments: [
    "=", "= 1", "a", "a =", "a = # none", "a = 1 b = 2", "a 1", "a : 1", ".a = 1", "a. = 1", "a..b = 1", "a b = 1",
    "é = 1", "a! = 1",
    "\"\"\"a\"\"\" = 1", "'''a''' = 1", "\"a\nb\" = 1", "[]", "[a", "[a\n]", "[[a]", "[[a] ]", "[ [a]]", "[a]]",
    "[a] b = 1", "[a.]", "[.a]", "[a.\n]",
    "[[]]", "[a b]", "x = [", "x = [1", "x = [1 2]", "x = [,]", "x = [1,,2]", "x = ]", "x = {", "x = {a = 1",
    "x = {a = 1,}", "x = {,}",
    "x = {a = 1\n}", "x = {\na = 1}", "x = {a = 1 # c\n}", "x = {a}", "x = {a = 1 b = 2}", "x = {a = 1,, b = 2}",
    "a = 1\rb = 2",
    "# \u{01}", "# a\rb", "\u{0C}", "a = 1 ]", "a == 1", "\u{FEFF}\u{FEFF}a = 1", "x = [}", "x = {]", "\0", "a\0 = 1",
  ])
  func `documents off the grammar are refused`(text: String) {
    #expect(!mistakesOfTOML(text).isEmpty)
  }

  @Test func `keys that only look the same are different`() throws {
    let table = try readTOML("\"\u{E9}\" = 1\n\"e\u{301}\" = 2")
    #expect(table["\u{E9}"]?.summary == "1")
    #expect(table["e\u{301}"]?.summary == "2")
  }
}
