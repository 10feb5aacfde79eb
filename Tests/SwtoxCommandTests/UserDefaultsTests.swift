import ProjectConfiguration
import SourceText
import Testing

@testable import SwtoxCommand

@Suite struct UserDefaultsTests {
  @Test(arguments: [
    (["TOX_WORK_DIR": "w"], ["run"], ["--workdir", "w"]), (["TOX_WORK_DIR": "w"], ["run", "--workdir=x"], []),
    (["TOX_WORK_DIR": "w", "TOX_ENV_NAME": "outer"], ["run"], []), (["TOX_RECREATE": "yes"], ["run"], ["-r"]),
    (["TOX_RECREATE": "no"], ["run"], []), (["TOX_RECREATE": "1"], ["list"], []),
    (["TOX_FACTORS": "a,b; c"], ["list"], ["-f", "a,b", "-f", "c"]), (["TOX_PARALLEL": "3"], ["run", "-j", "2"], []),
    (["TOX_CONFIG_FILE": "x.ini"], ["explain", "a"], ["-c", "x.ini"]), (["TOX_LIST_KEYS_ONLY": "deps"], ["run"], []),
    (["TOX_LIST_KEYS_ONLY": "deps;extras"], ["config"], ["-k", "deps", "-k", "extras"]),
    (["TOX_CONFIG_FILE": "x.ini"], ["man"], []),
  ])
  func `variables give options that a command has and its line leaves out`(
    variables: [String: String], words: [String], expected: [String]
  ) {
    #expect(UserDefaults(variables: variables, file: nil).words(for: words) == expected)
  }

  @Test func `variables count before the user's file`() throws {
    let file = SourceFile(path: "config.ini", text: "[tox]\nwork_dir = f\nno_test = true\nlabels =\n  a\n  b\n")
    let section = try INIReader.read(file)[section: "tox"]
    #expect(
      UserDefaults(variables: [:], file: section).words(for: ["run"])
        == ["--workdir", "f", "-m", "a", "-m", "b", "--notest"])
    #expect(
      UserDefaults(variables: ["TOX_NO_TEST": "no"], file: section).words(for: ["dashboard"]) == ["--workdir", "f"])
  }
}
