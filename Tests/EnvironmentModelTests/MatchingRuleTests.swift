import EnvironmentModel
import Testing

@Suite struct MatchingRuleTests {
  private func match(_ rule: String, _ name: String, _ kind: EnvironmentKind? = .virtualenv) throws -> MatchSpecificity?
  {
    let name = EnvironmentName(name)
    return try MatchingRule(rule).match(name, factors: Set(name.factors.map(\.text)), kind: kind)
  }

  @Test(arguments: [
    ("conda", "py311-conda"), ("py311-conda", "py311-conda"), ("py34-virtualenv", "py34-linux-virtualenv"),
    ("virtualenv-py34", "py34-linux-virtualenv"), ("!win32", "py311-linux"), ("py311-!win32", "py311-linux"),
    ("py3*", "py311-x"), ("py3[01]?", "py311"), ("!py2*", "py311"), ("kind:virtualenv", "a"), ("kind:venv", "a"),
    ("kind:virt*", "a"), ("!kind:conda", "a"), ("name:a-b", "a-b"), ("name:a-*", "a-b-c"), ("!name:x", "a"),
    ("kind:virtualenv-py311", "py311-x"), ("27-virtualenv", "27-win32-virtualenv"), ("3.11", "3.11-x"),
    ("name:a", "a"), ("!a-!b", "c"),
  ])
  func `a rule covers names whose factors it asks for, wherever they stand`(rule: String, name: String) throws {
    #expect(try match(rule, name) != nil)
  }

  @Test(arguments: [
    ("conda", "py311"), ("py311-conda", "py311"), ("py311-conda", "conda"), ("!win32", "py311-win32"),
    ("py311-!win32", "py311-win32"), ("py311-!win32", "py312"), ("py3*", "pypy"), ("!py3*", "py311"),
    ("kind:conda", "conda"), ("name:a", "a-b"), ("name:a-b", "b-a"), ("!name:a", "a"), ("py31", "py311"),
    ("kind:virtualenv-py311", "py312"), ("!a-!b", "a"), ("!a-!b", "c-b"),
  ])
  func `and no others`(rule: String, name: String) throws {
    #expect(try match(rule, name) == nil)
  }

  @Test func `no kind is known while one is looked for`() throws {
    #expect(try match("kind:virtualenv", "a", nil) == nil)
    #expect(try MatchingRule("kind:conda-py311").asksForKind && !MatchingRule("conda").asksForKind)
  }

  @Test(arguments: [
    ("a-b", "b", "a-b"), ("b", "*b", "a-b"), ("*b", "!x", "a-b"), ("a-b", "a-*", "a-b"), ("b-a", "a", "a-b"),
    ("a-b", "b-a", "a-b"), ("name:a-b", "b-a", "a-b"), ("a-b-c", "b-c", "a-b-c"), ("b-c-!x", "b", "a-b-c"),
    ("a", "kind:virtualenv", "a-b"), ("kind:virtualenv", "!x", "a-b"), ("kind:virtualenv-*b", "*b", "a-b"),
    ("a-kind:virtualenv", "a", "a-b"), ("name:a-*", "!x", "a-b"), ("a", "name:a-*", "a-b"),
  ])
  func `a whole name is narrower than factors, more factors than fewer, factors than wildcards and kinds`(
    narrow: String, wide: String, name: String
  ) throws {
    let first = try #require(try match(narrow, name))
    let second = try #require(try match(wide, name))
    #expect(first > second)
  }

  @Test(arguments: [("a", "b", "a-b"), ("a-!x", "a", "a-b"), ("*b", "a*", "a-b"), ("kind:virtualenv", "a*", "a-b")])
  func `rules that ask for as much are as narrow`(first: String, second: String, name: String) throws {
    #expect(try match(first, name) == match(second, name))
  }

  @Test(arguments: [
    ("py311-", MatchingRuleError.emptyTerm(rule: "py311-")), ("!", .emptyTerm(rule: "!")),
    ("kind:", .emptyTerm(rule: "kind:")), ("colour:red", .unknownSubject("colour", rule: "colour:red")),
    ("a b", .malformedTerm("a b", rule: "a b")), ("!!a", .malformedTerm("!a", rule: "!!a")),
  ])
  func `what is no rule is refused`(text: String, error: MatchingRuleError) {
    #expect(throws: error) { try MatchingRule(text) }
    #expect(!error.message.isEmpty && !error.help.isEmpty)
  }

  @Test func `a rule tells which kinds and factors it speaks of`() throws {
    #expect(try MatchingRule("py311-conda-!docker").kindWords == ["conda"])
    #expect(try MatchingRule("kind:deb").kindWords == ["deb"])
    #expect(try MatchingRule("py311-x*-!y-kind:deb").namedFactors == ["py311"])
  }
}
