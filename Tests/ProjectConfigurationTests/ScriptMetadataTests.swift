import EnvironmentModel
import Testing

@testable import ProjectConfiguration

@Suite struct ScriptMetadataTests {
  private static let script = """
    #!/usr/bin/env python
    # /// script
    # requires-python = ">=3.11"
    # dependencies = [
    #   "attrs<30",
    #
    #   "six",
    # ]
    # ///
    print("ran")
    """

  @Test func `a script says what it needs`() throws {
    let metadata = try ScriptMetadata(Array(Self.script.utf8), path: "check.py")
    #expect(metadata.requiredPython == ">=3.11" && metadata.dependencies == ["attrs<30", "six"])
    let plain = try ScriptMetadata(Array("print(1)\n# ///\n".utf8), path: "check.py")
    #expect(plain.requiredPython == nil && plain.dependencies.isEmpty)
    let other = try ScriptMetadata(Array("# /// other\n# x = 1\n# ///\n".utf8), path: "check.py")
    #expect(other.dependencies.isEmpty)
  }

  @Test(arguments: [
    ("# /// script\n# ///\n\n# /// script\n# ///\n", "multiple [script] metadata blocks found in script"),
    ("# /// script\n# dependencies = 1\n# ///\n", "expected a list"),
    ("# /// script\n# dependencies = ['?']\n# ///\n", "it is no requirement"),
    ("# /// script\n# requires-python = 3\n# ///\n", "requires-python must be a string"),
    ("# /// script\n# x =\n# ///\n", "invalid inline script metadata in check.py"),
  ])
  func `what is wrong is told`(text: String, message: String) {
    let fault = #expect(throws: ScriptMetadata.Fault.self) { try ScriptMetadata(Array(text.utf8), path: "check.py") }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }

  @Test(arguments: [
    (">=3.9,<4", true), ("<3.11", false), ("==3.11.*", true), ("~=3.10", true), ("!=3.11.7", false),
  ])
  func `conditions on versions`(text: String, holds: Bool) {
    #expect(ScriptMetadata.version([3, 11, 7], fulfils: text) == holds)
  }

  @Test func `an environment of a script runs it with what it needs`() throws {
    let text = "[testenv:check]\nrunner = virtualenv-pep-723\nscript = tools/check.py\n"
    let files = ["/p/tools/check.py": Self.script]
    let environment = try configuration(text, posargs: ["-v"], files: files).environment(EnvironmentName("check"))
      .environment
    #expect(environment.kind == .virtualenv && environment.groupRequirements == ["attrs<30", "six"])
    #expect(environment.commands("commands").map(\.arguments) == [["python", "/p/tools/check.py", "-v"]])
    #expect(environment.text("package") == "skip" && environment.fault == nil)
    let missing = try configuration(text).environment(EnvironmentName("check")).environment
    #expect(missing.fault == "script file not found: /p/tools/check.py")
    let outside = try configuration(text.replacing("tools", with: "..")).environment(EnvironmentName("check"))
      .environment
    #expect(outside.fault == "script path '../check.py' escapes tox_root /p")
    let old = try configuration(
      text, files: ["/p/tools/check.py": Self.script.replacing(">=3.11", with: "<3")]
    ).environment(EnvironmentName("check")).environment
    #expect(old.fault == "python 3.11.7 does not satisfy requires-python '<3'")
  }
}
