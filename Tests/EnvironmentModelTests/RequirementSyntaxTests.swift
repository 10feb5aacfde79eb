import EnvironmentModel
import Testing

@Suite struct RequirementSyntaxTests {
  @Test(arguments: [
    "demo", "demo==1.4", "demo[a, b] >=1, <2", "demo (>=1)", "a.b-c_d~=1.0", "demo; python_version > '3.8'",
    "demo @ https://example.org/demo.whl", "https://example.org/demo.whl", "git+https://git@example.org/x", "demo==1.*",
    "demo===any thing",
  ])
  func `requirements are taken`(text: String) { #expect(RequirementSyntax.fault(of: text) == nil) }

  @Test(arguments: [
    ("", "it is empty"), ("demo=1.4", "'=' is no comparison; '==' is"), ("demo==", "there is no version behind '=='"),
    ("demo[a", "the '[' is never closed"), ("==1", "it does not begin with the name of a package"),
    ("-r file", "it does not begin with the name of a package"),
    ("./demo", "it does not begin with the name of a package"),
    ("demo 1.4", "'1.4' does not begin with a comparison such as '=='"), ("demo==1 4", "'1 4' is no version"),
    ("demo\nother", "it has more than one line"), ("demo>=1,", "'' does not begin with a comparison such as '=='"),
  ])
  func `what is none is refused with the reason`(text: String, reason: String) {
    #expect(RequirementSyntax.fault(of: text) == reason)
  }
}
