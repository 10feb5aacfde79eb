import EnvironmentModel
import Reporting
import Testing

@testable import SwtoxCommand

@Suite struct JSONNodeTests {
  @Test(arguments: [
    (SettingValue.text("a \"b\"\n\\é\u{1}"), #""a \"b\"\n\\é\u0001""#), (.boolean(true), "true"), (.number(0.3), "0.3"),
    (.list([]), "[]"), (.list(["x", "y"]), "[\n  \"x\",\n  \"y\"\n]"),
    (.commands([CommandLine(arguments: ["a", "b c"], ignoresFailure: true)]), "[\n  \"- a 'b c'\"\n]"),
    (.variables([VariableAssignment(name: "A", value: "1")]), "{\n  \"A\": \"1\"\n}"), (.variables([]), "{}"),
    (.failure("no value"), "{\n  \"error\": \"no value\"\n}"),
  ])
  func `a value has the shape that tox gives it`(value: SettingValue, text: String) {
    #expect(JSONNode(value).text() == text)
  }

  @Test func `what stands inside is indented once more`() {
    let node = JSONNode.object([.init(key: "a", value: .list([.list([.number("1")])]))])
    #expect(node.text() == "{\n  \"a\": [\n    [\n      1\n    ]\n  ]\n}")
  }
}
