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
    (["TOX_CONFIG_FILE": "x.ini"], ["man"], []), (["TOX_LABELS": "a"], ["run", "-e", "b"], []),
    (["TOX_LABELS": "a", "TOX_FACTORS": "b"], ["list", "-E", "py"], []),
    (["TOX_FACTORS": "b"], ["run", "-m", "x"], []),
    (["TOX_LABELS": "a"], ["run", "--factor=b"], []),
  ])
  func `variables give options that a command has and its line leaves out`(
    variables: [String: String], words: [String], expected: [String]
  ) {
    #expect(UserDefaults(variables: variables, file: nil).additions(for: words).flatMap(\.words) == expected)
  }

  @Test func `variables count before the user's file`() throws {
    let file = SourceFile(
      path: "config.ini",
      text:
        "[tox]\nwork_dir = f\nno_test = true\nlabels =\n  a\n  b\nskip_env = w\noverride =\n  testenv.deps=x\n  tox.env_list+=y\n"
    )
    let section = try INIReader.read(file)[section: "tox"]
    #expect(
      UserDefaults(variables: [:], file: section).additions(for: ["run"]).flatMap(\.words)
        == ["--workdir", "f", "-m", "a", "-m", "b", "--skip-env", "w", "--notest"])
    #expect(
      UserDefaults(variables: ["TOX_NO_TEST": "no"], file: section).additions(for: ["dashboard"]).flatMap(\.words)
        == ["--workdir", "f"])
    #expect(UserDefaults.overrides(section) == ["testenv.deps=x", "tox.env_list+=y"])
  }

  @Test func `values that are none are told apart and named by their places`() {
    let defaults = UserDefaults(variables: ["TOX_RECREATE": "maybe", "TOX_PARALLEL": "abc"], file: nil)
    let additions = defaults.additions(for: ["run"])
    #expect(additions.map(\.origin) == ["TOX_RECREATE", "TOX_PARALLEL"])
    #expect(additions.map(\.isMalformed) == [true, false] && additions[0].words.isEmpty)
  }
}
