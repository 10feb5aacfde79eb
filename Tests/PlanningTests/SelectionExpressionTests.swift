import EnvironmentModel
import RunModel
import SourceText
import Testing

@testable import Planning

@Suite struct SelectionExpressionTests {
  private static let all = [
    EnvironmentFacts(EnvironmentName("py310-django32"), labels: ["old"], kind: "virtualenv", status: .pass),
    EnvironmentFacts(EnvironmentName("py311-django42"), kind: "virtualenv", status: .fail),
    EnvironmentFacts(EnvironmentName("py312-django42-slow"), kind: "conda", status: .error),
    EnvironmentFacts(EnvironmentName("pypy310"), isDefault: false, kind: "virtualenv"),
    EnvironmentFacts(EnvironmentName("node8"), isDefault: false, kind: "npm", status: .skipped),
    EnvironmentFacts(
      EnvironmentName("node20"), isDefault: false, labels: ["web", "old"], kind: "npm", status: .cancelled),
  ]

  /// Which of the six hold, as digits.
  private func places(_ text: String) throws -> String {
    let expression = try SelectionExpression(text)
    return Self.all.indices.filter { expression.holds(for: Self.all[$0]) }.map(String.init).joined()
  }

  @Test(arguments: [
    ("django42", "12"), ("py311-django42", "1"), ("django*", "012"), ("node?", "4"), ("node[28]*", "45"),
    ("py>=3.11", "12"), ("py>=311", "12"), ("py<3.11", "03"), ("python==3.10", "03"), ("py==3", "0123"),
    ("py>3", ""), ("py!=3.10", "12"), ("pypy>=3", "3"), ("cpython>=3", ""), ("django>=4.2", "12"), ("django>=42", "12"),
    ("django<4.0", "0"), ("node>=18", "5"), ("node=8", "4"), ("node!=8", "5"), ("django>=4", "012"),
    ("name:py31?-django42", "1"), ("label:old", "05"), ("kind:npm", "45"), ("kind:*a*", "0123"),
    ("list:default", "012"),
    ("list:additional", "345"), ("status:failed", "125"), ("status:passed", "0"), ("status:never", "3"),
    ("status:skipped", "4"), ("status:error", "2"), ("factor:slow", "2"), ("'slow'", "2"), ("\"node8\"", "4"),
  ])
  func `a word is a factor, a version to compare or a test`(text: String, expected: String) throws {
    #expect(try places(text) == expected)
  }

  @Test(arguments: [
    ("not slow", "01345"), ("!slow", "01345"), ("not not slow", "2"), ("django42 and slow", "2"),
    ("slow or node8", "24"), ("slow|node8&node8", "24"), ("slow || node8 && slow", "2"),
    ("django* and not slow or node8", "014"), ("django* and not (slow or django32)", "1"), ("((slow))", "2"),
    ("py>=3.11 and not (node8 or slow) and status:failed", "1"), ("not(slow)and django42", "1"), ("  slow\t", "2"),
  ])
  func `not binds before and, and before or`(text: String, expected: String) throws {
    #expect(try places(text) == expected)
  }

  @Test(arguments: [
    ("", "the expression ends where a factor or a test is expected", 1),
    ("a and", "the expression ends where a factor or a test is expected", 6), ("a b", "'b' does not follow", 3),
    ("(a", "a parenthesis is never closed", 3), ("a)", "')' does not follow", 2),
    ("py>=", "a version is expected here", 5),
    ("py>=x", "a version is expected here", 5), (">=3", "'>=' stands where a factor or a test is expected", 1),
    ("a or or b", "'or' stands where a factor or a test is expected", 6),
    ("colour:red", "there is no test 'colour'", 1),
    ("status:faild", "there is no status 'faild'", 1), ("list:mine", "there is no list 'mine'", 1),
    (String(repeating: "(", count: 101), "parentheses are nested too deeply", 102),
  ])
  func `what makes no sense is told at its place`(text: String, message: String, column: Int) {
    do throws(DiagnosticError) {
      _ = try SelectionExpression(text)
      Issue.record("it was read")
    } catch {
      #expect(error.diagnostics.map(\.message) == [message])
      #expect(error.diagnostics.first?.span?.start == SourcePosition(line: 1, column: column))
      #expect(error.diagnostics.first?.help != nil)
    }
  }

  @Test(arguments: [
    ("slow or py39 or x* or not django42", []),
    (
      "slow and not (djanga42 or zzz)",
      [
        "14: did you mean 'django42'?",
        "26: write 'zzz*' if it may be missing; see the environments with 'swtox-tui list'",
      ]
    ),
    ("djago>=4 or py>3 or django<5", ["0: did you mean 'django'?"]),
    ("label:quik or label:q* or label:quick", ["0: did you mean 'label:quick'?"]),
    (
      "kind:cnda and kind:venv and name:py311-slw",
      ["0: did you mean 'kind:conda'?", "28: did you mean 'name:py311-slow'?"]
    ),
    ("label:zzzzz", ["0: there are: quick"]),
  ])
  func `words that nothing bears are refused with the closest ones`(text: String, expected: [String]) throws {
    let known = SelectionVocabulary(
      factors: ["slow", "django42", "py311"], names: ["py311-slow"], labels: ["quick"], kinds: ["conda", "virtualenv"])
    let mistakes = try SelectionExpression(text).mistakes(known)
    #expect(mistakes.map { "\($0.span?.range.lowerBound ?? -1): \($0.help ?? "")" } == expected)
  }

  @Test func `all tests that there are not are told, each with the closest one`() {
    let error = #expect(throws: DiagnosticError.self) {
      try SelectionExpression("lable:x or status:faild and list:defalt")
    }
    #expect(
      error?.diagnostics.map(\.message) == [
        "there is no test 'lable'", "there is no status 'faild'", "there is no list 'defalt'",
      ])
    for (word, diagnostic) in zip(["label", "failed", "default"], error?.diagnostics ?? []) {
      #expect(diagnostic.help?.hasPrefix("did you mean '\(word)'? ") == true)
    }
  }

  @Test func `it tells what it needs to know`() throws {
    #expect(try SelectionExpression("a and py>3").needs == [])
    #expect(try SelectionExpression("label:x or not (kind:y and status:failed)").needs == [.labels, .kinds, .outcomes])
  }

  @Test func `alone it chooses among all, else among what others choose`() throws {
    let names = ["a-x", "b-x"].map { EnvironmentName($0) }
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [names[0]],
      additionalEnvironments: [names[1]], patterns: [], skipsMissingInterpreters: false, hasPackage: true)
    func chosen(_ selection: Selection) throws -> [EnvironmentName] {
      try selection.resolve(in: project, knownFactors: ["a", "b", "x"])
    }
    let expression = try SelectionExpression("x")
    #expect(try chosen(Selection(expression: expression)) == names)
    #expect(try chosen(Selection(items: ["b-x"], expression: expression)) == [names[1]])
    #expect(try chosen(Selection(factorSets: [["a"]], expression: expression)) == [names[0]])
    #expect(throws: SelectionError.noneFits) {
      try chosen(Selection(items: ["a-x"], expression: SelectionExpression("b")))
    }
  }
}
