import EnvironmentModel
import Testing

@testable import SwtoxCommand

@Suite struct EnvironmentInspectionTests {
  @Test func `variables that somebody named come before those handed on by default`() {
    #expect(
      EnvironmentInspection.passed(["CC", "MINE", "PIP_*", "YOURS_*"]) == "MINE\nYOURS_*\n2 by default: CC, PIP_*")
    #expect(EnvironmentInspection.passed(["MINE"]) == "MINE")
    let defaults = PassedVariables.byDefault(isInteractive: false)
    #expect(EnvironmentInspection.passed(defaults).hasPrefix("\(defaults.count) by default: CC, "))
  }
}
