import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct FrequentMistakeTests {
  private func messages(_ text: String) throws -> [String] {
    do {
      return try configuration(text).diagnostics.map(\.message)
    } catch let error as DiagnosticError {
      return error.diagnostics.map(\.message)
    }
  }

  private func repeated(_ count: Int, _ section: (Int) -> String) -> String {
    "[tox]\nenv_list = a\n[testenv]\ncommands = true\n" + (0..<count).map(section).joined()
  }

  @Test func `of sections that mean nothing the first are told, and how many more there are`() throws {
    let told = try messages(repeated(130) { "[testenvs:\($0)]\ndeps = x\n" }).filter { $0.contains("mean") }
    #expect(told.count == 101 && told.first == "section [testenvs:0] means nothing")
    #expect(told.last == "30 more sections mean nothing")
    #expect(try messages(repeated(100) { "[testenvs:\($0)]\ndeps = x\n" }).allSatisfy { !$0.contains("more sections") })
  }

  @Test func `sections that are referred to may have any name`() throws {
    let text = repeated(1) { _ in "[testenvs:0]\ndeps = x\n[testenvs:1]\ndeps = x\n[testenvs:2]\ndeps = x\n" }
    let told = try messages(text + "[testenv:b]\nbase = testenvs:0, other\ncommands = echo {[testenvs:1]deps}\n")
    #expect(told.filter { $0.contains("means nothing") } == ["section [testenvs:2] means nothing"])
  }

  @Test func `of dependencies that are not defined the first are told, and every definition keeps its fault`() throws {
    let told = try messages(repeated(60) { "[packagedef:p\($0)]\nbuilder = wheel\ndepends = nowhere\(1000 + $0)\n" })
    #expect(told.filter { $0.contains("which is not defined") }.count == 50)
    #expect(told.contains("10 more dependencies are not defined"))
  }

  @Test func `of names in depends that are no environments the first are told`() throws {
    let names = (0..<23).map { "    none\($0)x\n" }.joined()
    let loaded = try configuration("[tox]\nenv_list = a\n[testenv]\ndepends =\n" + names)
    let told = loaded.environment(EnvironmentName("a")).diagnostics.map(\.message)
    #expect(told.filter { $0.contains("there is no such environment") }.count == 20)
    #expect(told.last == "'depends' names 3 more that are no environments")
  }

  @Test(arguments: [50, 51, 70])
  func `after many mistakes the rest of the limits is not read`(count: Int) throws {
    let told = try messages(repeated(1) { _ in "[limits]\n" + (0..<count).map { "l\($0) = 1\n" }.joined() })
    #expect(told.count == min(count, 51))
    #expect((told.last == "'limits' has so many mistakes that it is not read from here on") == (count > 50))
  }

  @Test func `more definitions than anybody has are refused`() throws {
    func definitions(_ count: Int) -> String {
      repeated(count) { "[packagedef:d\($0)]\nbuilder = wheel\ndepends = d\(max(0, $0 - 1))x\n" }
    }
    let told = try messages(definitions(10_001))
    #expect(told == ["the configuration has more than 10000 definitions"])
    #expect(throws: DiagnosticError.self) { try configuration(definitions(10_001)) }
    #expect(try configuration(definitions(10_000)).project.definitions.packages.count == 10_000)
  }
}
