import Artifacts
import EnvironmentModel
import Planning
import RunModel
import Testing

/// What programs of kinds answer, right and wrong.
@Suite struct ExternalAnswerTests {
  private static let place = environment(
    "a", ["env_dir": .path("/w/a"), "env_tmp_dir": .path("/w/a/tmp"), "kind_settings": .dictionary([])])

  private static func value(_ text: String) throws -> JSONValue { try JSONValueReader.value(of: Array(text.utf8)) }

  /// The reason of a refusal; empty where there is none.
  private static func fault(_ work: () throws -> Void) -> String {
    do { try work() } catch let fault as ExternalKindFault { return fault.reason } catch { return "\(error)" }
    return ""
  }

  @Test(arguments: [
    ("nonsense", "writes what is no JSON (unexpected byte at 0): nonsense"),
    (#"{"answer": {}}"#, "answers without the 'id' of a question"),
    (#"{"id": 9, "answer": {}}"#, "answers question 9, which nobody asked"),
    (#"{"id": 1, "answer": []}"#, "gives neither an 'answer' nor an 'error' to question 1"),
    (#"{"id": 1, "answer": {}}"#, "has no answer to question 2, only to 1 of 2"),
    ("{\"id\": 1, \"answer\": {}}\n{\"id\": 1, \"answer\": {}}", "answers question 1 twice"),
  ])
  func `lines that are no answers are refused`(text: String, reason: String) {
    let lines = text.split(separator: "\n").map(String.init)
    let fault = Self.fault { _ = try ExternalAnswer.answers(lines, to: 1...2) }
    #expect(fault.hasPrefix(reason), "\(fault)")
  }

  @Test func `an error is the answer of one question alone`() throws {
    let answers = try ExternalAnswer.answers(
      [#"{"id": 2, "error": "no such step"}"#, #"{"id": 1, "answer": {"a": 1}, "more": true}"#], to: 1...2)
    #expect(answers[1] == .success(.object(["a": .number("1")])))
    #expect(answers[2] == .failure(ExternalKindFault("says: no such step")))
  }

  @Test(arguments: [
    (#"{"protocol": 2, "kind": "x", "ready": true}"#, "speaks version 2 of the protocol, and this swtox version 1"),
    (#"{"kind": "x", "ready": true}"#, "has no whole number for 'protocol' in its description"),
    (#"{"protocol": 1, "kind": "y", "ready": true}"#, "says that it is of kind 'y'"),
    (#"{"protocol": 1, "kind": "x"}"#, "has no 'true' or 'false' for 'ready' in its description"),
    (#"{"protocol": 1, "kind": "x", "ready": false}"#, "is not ready, and does not say in 'words' why"),
    (#"{"protocol": 1, "kind": "x", "ready": true, "accepts": ["egg"]}"#, "accepts 'egg', which no package is"),
    (#"{"protocol": 1, "kind": "x", "ready": true, "settings": ["a"]}"#, "has no object of texts for 'settings'"),
    (#"{"protocol": 1, "kind": "x", "ready": true, "tools": [{}]}"#, "has no text for 'name' in a tool"),
  ])
  func `a description that lies is refused`(text: String, reason: String) throws {
    let value = try Self.value(text)
    let fault = Self.fault { _ = try ExternalAnswer.description(value, of: "x") }
    #expect(fault.hasPrefix(reason), "\(fault)")
  }

  @Test(arguments: [
    (#"{"actions": "x"}"#, "has no list for 'actions' in its recipe for 'create'"),
    (#"{"actions": [{}]}"#, "has an action in its recipe for 'create' that is not one of"),
    (#"{"actions": [{"run": ["a"], "tell": "b"}]}"#, "has an action in its recipe for 'create' that is not one of"),
    (#"{"actions": [{"run": []}]}"#, "runs nothing in its recipe for 'create'"),
    (#"{"actions": [{"run": ["a", 1]}]}"#, "has no list of texts for 'run' in an action of its recipe for 'create'"),
    (#"{"actions": [{"run": ["a"], "cwd": "b"}]}"#, "has a 'cwd' that is no absolute path"),
    (#"{"actions": [{"remove": "/w/b"}]}"#, "would change '/w/b', which is not in the environment's folder"),
    (#"{"actions": [{"remove": "/w/a/../b"}]}"#, "would change '/w/a/../b', which is not in the environment's folder"),
    (#"{"actions": [{"write": "a/b"}]}"#, "would change 'a/b', which is not in the environment's folder"),
    (#"{"actions": [], "marks": ["a"]}"#, "has a mark that is no absolute path in its recipe for 'create': 'a'"),
    (#"{"actions": [], "fingerprint": ["a\nb"]}"#, "has a line break in a line of the fingerprint"),
    (#"{"unavailable": ""}"#, "has no sentence for 'unavailable' in its recipe for 'create'"),
  ])
  func `a recipe that lies or reaches too far is refused`(text: String, reason: String) throws {
    let value = try Self.value(text)
    let fault = Self.fault { _ = try ExternalAnswer.step(value, named: "create", of: Self.place) }
    #expect(fault.hasPrefix(reason), "\(fault)")
  }

  @Test func `a recipe becomes actions`() throws {
    let value = try Self.value(
      #"""
      {"fingerprint": ["a 1"], "marks": ["/w/a/x"], "actions": [{"folder": "/w/a/x/"}, {"remove": "/w/a"},
       {"write": "/w/a/f", "text": "t"}, {"tell": "hello"},
       {"run": ["b", "{package:p}"], "cwd": "/c", "env": {"D": "e"}, "ignore_failure": true, "unknown": 1}]}
      """#)
    #expect(
      try ExternalAnswer.step(value, named: "create", of: Self.place)
        == .perform(
          fingerprint: ["a 1"],
          actions: [
            .createDirectory("/w/a/x"), .remove("/w/a"), .write(path: "/w/a/f", text: "t"), .tell("hello"),
            .run(words: ["b", "{package:p}"], folder: "/c", variables: ["D": "e"], ignoresFailure: true),
          ], marks: ["/w/a/x"]))
    #expect(try ExternalAnswer.step(Self.value(#"{"nothing": true}"#), named: "package", of: Self.place) == .nothing)
  }

  @Test(arguments: [
    (#"{"path": ["bin"]}"#, "has a folder that is no absolute path in 'path'"),
    (#"{"programs": "some"}"#, "has 'some' for 'programs' in its recipe for 'commands', which is 'own' or 'any'"),
    (#"{"variables": {"A": 1}}"#, "has no object of texts for 'variables'"),
  ])
  func `what commands find is checked`(text: String, reason: String) throws {
    let value = try Self.value(text)
    let fault = Self.fault { _ = try ExternalAnswer.commands(value, of: Self.place) }
    #expect(fault.hasPrefix(reason), "\(fault)")
  }

  @Test func `what an environment is made of is told in the order of names`() throws {
    let content = try ExternalAnswer.content(
      Self.value(
        #"{"interpreter": "P 1", "packages": [{"name": "b", "version": "2"}, {"name": "a", "version": "1"}]}"#))
    #expect(content.interpreter == "P 1" && content.packages?.map(\.name) == ["a", "b"])
    #expect(!content.packagesMark.isEmpty)
  }

  @Test func `an environment is described by what its kind may need`() throws {
    let place = environment(
      "py312-x", ["deps": .list(["six"]), "kind_settings": .dictionary([VariableAssignment(name: "k", value: "v")])])
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/w", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
    let python = Interpreter(path: "/py", implementation: .cpython, version: [3, 12, 1])
    let package = PackageDefinition(name: "core", builder: .wheel, root: "/p")
    let lines = ExternalRequest.recipes(id: 5, place, [package], python, in: project)
    let first = try Self.value(lines[0])
    #expect(lines.count == 4 && first["id"]?.integer == 5 && first["step"]?.string == "create")
    #expect(first["environment"]?["factors"]?.strings == ["py312", "x"])
    #expect(first["environment"]?["python"]?["version"]?.string == "3.12.1")
    #expect(first["environment"]?["settings"]?["k"]?.string == "v")
    #expect(first["packages"]?.array?.first?["builder"]?.string == "wheel")
    #expect(try Self.value(lines[3])["step"]?.string == "commands")
  }
}
