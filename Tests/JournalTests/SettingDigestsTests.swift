import EnvironmentModel
import Journal
import Testing

@Suite struct SettingDigestsTests {
  private let name = EnvironmentName("a")

  private func digests(_ values: [(String, SettingValue)], section: String = "testenv") -> SettingDigests {
    let settings = values.map { ($0.0, Setting($0.1, origin: .init(section: section))) }
    return SettingDigests([Environment(name: name, settings: settings.map { (key: $0.0, setting: $0.1) })])
  }

  @Test func `values that differ are told by their keys, and defaults count for nothing`() {
    let old = digests([("deps", .list(["x"])), ("commands", .list(["a", "b"]))])
    #expect(digests([("deps", .list(["x"])), ("commands", .list(["a", "b"]))]).changes(of: name, since: old) == [])
    let new = digests([("deps", .list(["y"])), ("commands", .list(["ab"])), ("extras", .list(["e"]))])
    #expect(new.changes(of: name, since: old) == ["commands", "deps", "extras"])
    #expect(digests([("deps", .list(["y"]))], section: "default").changes(of: name, since: digests([])) == [])
    #expect(new.changes(of: EnvironmentName("b"), since: old) == [])
  }

  @Test func `what is passed on a terminal alone is no change`() {
    let passed = [true, false].map { isInteractive in
      digests([("pass_env", .list(["MINE"] + PassedVariables.byDefault(isInteractive: isInteractive, forUV: false)))])
    }
    #expect(passed[0] == passed[1])
    #expect(passed[0].changes(of: name, since: digests([("pass_env", .list(["OTHER"]))])) == ["pass_env"])
  }

  @Test func `they are read as they were written`() {
    let digests = digests([
      ("deps", .list(["x", ""])), ("description", .text("é\t=\n")), ("skip_install", .boolean(true)),
    ])
    #expect(SettingDigests(bytes: digests.bytes) == digests)
    #expect(SettingDigests(bytes: Array("nonsense\n\n\ta=b\n".utf8)).values.isEmpty)
  }
}
