import RunModel
import TestKit
import Testing

@testable import Orchestration

@Suite struct EnvironmentSurveyorTests {
  @Test(arguments: [
    ("home = /usr/bin\nimplementation = CPython\nuv = 0.9.5\nversion_info = 3.12.1\n", "CPython 3.12.1", "uv 0.9.5"),
    ("home = /usr\nversion = 3.11.7\n", "Python 3.11.7", "venv"),
    (
      "home=/u\nimplementation = PyPy\nversion_info = 3.10.14.final.0\nvirtualenv = 20.29", "PyPy 3.10.14",
      "virtualenv 20.29"
    ),
    ("", "", ""),
  ])
  func `interpreter and tool are those of pyvenv.cfg`(text: String, interpreter: String, tool: String) {
    let files = MemoryFiles(text.isEmpty ? [:] : ["/e/pyvenv.cfg": text])
    let content = EnvironmentSurveyor(files: files).content(of: "/e")
    #expect(content.interpreter == interpreter)
    #expect(content.tool == tool)
    #expect(content.packages == nil && content.packagesMark.isEmpty)
  }

  @Test func `packages are those that are installed, in the order of their names`() {
    let folder = "/e/lib/python3.12/site-packages"
    var names = [
      "pip-25.0.dist-info/METADATA", "attrs-25.1.0.dist-info/METADATA", "old-1.0-py3.12.egg-info", "attr/x.py",
    ]
    names += ["broken.dist-info/METADATA", "-1.dist-info/x", "distutils-precedence.pth"]
    let files = MemoryFiles(Dictionary(uniqueKeysWithValues: names.map { ("\(folder)/\($0)", "") }))
    let content = EnvironmentSurveyor(files: files).content(of: "/e")
    #expect(
      content.packages == [
        .init(name: "attrs", version: "25.1.0"), .init(name: "old", version: "1.0"),
        .init(name: "pip", version: "25.0"),
      ])
    files.put("", at: "\(folder)/six-1.16.dist-info/METADATA")
    let other = EnvironmentSurveyor(files: files).content(of: "/e")
    #expect(!content.packagesMark.isEmpty && other.packagesMark != content.packagesMark)
  }

  @Test func `a list is told once in a run`() {
    let told = ToldPackages()
    let content = EnvironmentContent(packagesMark: "1", packages: [.init(name: "a", version: "1")])
    #expect(told.told(content) == content)
    #expect(told.told(content).packages == nil && told.told(content).packagesMark == "1")
    #expect(told.told(EnvironmentContent(packagesMark: "2", packages: [])).packages == [])
  }
}
