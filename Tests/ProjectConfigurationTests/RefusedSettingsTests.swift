import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct RefusedSettingsTests {
  /// The errors that leave no project; none when there is one.
  private func errors(_ text: String, variables: [String: String] = ["HOME": "/home/u"]) throws -> [Diagnostic] {
    do {
      _ = try configuration(text, variables: variables)
      return []
    } catch let error as DiagnosticError {
      return error.diagnostics.filter { $0.severity == .error }
    }
  }

  @Test(arguments: [
    ("work_dir = {work_dir}", "'work_dir' has no value: these values need each other: work_dir -> work_dir"),
    ("toxworkdir = {toxworkdir}/x", "'work_dir' has no value: these values need each other: work_dir -> work_dir"),
    (
      "work_dir = {temp_dir}/x",
      "'work_dir' has no value: these values need each other: work_dir -> temp_dir -> work_dir"
    ),
    ("work_dir = {[tox]work_dir}", "these values need each other: work_dir -> work_dir"),
    ("work_dir = {env:}", "'work_dir' has no value: '{env:}' names no variable"),
    ("work_dir = {env:NOT_SET}", "'work_dir' has no value: the path is empty"),
    ("no_package = maybe", "'no_package' has no value: 'maybe' is neither true nor false"),
    ("skipsdist = perhaps", "'no_package' has no value: 'perhaps' is neither true nor false"),
    ("no_package = {no_package}", "'no_package' has no value: these values need each other"),
    (
      "skip_missing_interpreters = {skip_missing_interpreters}",
      "'skip_missing_interpreters' has no value: these values need each other"
    ),
    ("skip_missing_interpreters = {env:}", "'skip_missing_interpreters' has no value: '{env:}' names no variable"),
  ])
  func `a setting of the project without a value leaves no project`(line: String, message: String) throws {
    let errors = try errors("[tox]\nenv_list = py311\n\(line)\n[testenv]\ncommands = pytest\n")
    let told = try #require(errors.first { $0.message.contains(message) })
    #expect(told.span?.start.line == 3 && told.help != nil)
  }

  @Test func `every setting that is wrong is told`() throws {
    let errors = try errors("[tox]\nwork_dir = {env:}\nno_package = maybe\n[testenv]\n")
    #expect(errors.map { $0.span?.start.line } == [2, 3])
  }

  @Test func `a work directory from the command line needs none of the file`() throws {
    let document = try INIReader.read(SourceFile(path: "tox.ini", text: "[tox]\nwork_dir = {work_dir}\n"))
    let context = ConfigurationContext(variables: [:], workDirectory: "/elsewhere")
    let project = try ProjectBuilder.build(document, path: "/p/tox.ini", context: context).project
    #expect(project.workDirectory == "/elsewhere")
  }

  @Test(arguments: [("true", true), ("True", true), ("false", false)])
  func `whether missing interpreters are skipped is read`(text: String, expected: Bool) throws {
    let project = try configuration("[tox]\nskip_missing_interpreters = \(text)\n").project
    #expect(project.skipsMissingInterpreters == expected)
  }

  @Test(arguments: ["yes", "on", "1"])
  func `all words for true let missing interpreters be skipped`(text: String) throws {
    #expect(try configuration("[tox]\nskip_missing_interpreters = \(text)\n").project.skipsMissingInterpreters)
  }

  @Test func `a value of skip_missing_interpreters that means nothing is told`() throws {
    let errors = try errors("[tox]\nskip_missing_interpreters = perhaps\n")
    #expect(!errors.isEmpty)
  }

  @Test(arguments: [
    "1e30", "inf", "-inf", "infinity", "nan", "-1e30", "1e12", "two", "0x1p200", "99999999999999999999999999",
  ])
  func `a number that counts nothing is told`(text: String) throws {
    for (key, number) in [("commands_retry", "whole number"), ("interrupt_timeout", "number")] {
      let loaded = try configuration("[testenv]\n\(key) = \(text)\n")
      let (environment, diagnostics) = loaded.environment(EnvironmentName("py311"))
      let message = "'\(key)' of environment 'py311' has no value: '\(text)' is no \(number)"
      #expect(diagnostics.map(\.message) == [message])
      #expect(diagnostics.map { $0.span?.location } == ["tox.ini:2:1"])
      #expect(environment.failures.map(\.key) == [key])
    }
  }

  @Test func `another word than those that a key knows is told`() throws {
    let (environment, diagnostics) = try configuration("[testenv]\nisolate = pids\n")
      .environment(EnvironmentName("py311"))
    #expect(
      diagnostics.map(\.message) == ["'isolate' of environment 'py311' has no value: 'pids' is not one of none, pid"])
    #expect(diagnostics.map(\.help) == ["use none or pid"])
    #expect(environment.failures.map(\.key) == ["isolate"])
    let unset = try configuration("[testenv]\nisolate =\n[testenv:a]\nisolate = pid\n")
    #expect(unset.environment(EnvironmentName("a")).environment.text("isolate") == "pid")
  }

  @Test(arguments: [
    ("commands_retry = 3", SettingValue.integer(3)), ("interrupt_timeout = 3", .number(3)),
    ("interrupt_timeout = 0.5", .number(0.5)), ("interrupt_timeout = 1e3", .number(1000)),
    ("terminate_timeout = 999999999999", .number(999_999_999_999)),
  ])
  func `other numbers are read`(line: String, value: SettingValue) throws {
    let (environment, diagnostics) = try configuration("[testenv]\n\(line)\n").environment(EnvironmentName("py311"))
    #expect(environment[String(line.prefix { $0 != " " })]?.value == value)
    #expect(diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      ("min_version = 99", "'min_version' asks for 'tox>=99'"),
      ("minversion = 4.68", "'min_version' asks for 'tox>=4.68'"),
      ("requires =\n  tox>=4.5,<4.6\n  tox-uv", "'requires' asks for 'tox<4.6,>=4.5'"), ("min_version = 4.67.15", nil),
      ("requires =\n  tox>=4.5,<5\n  tox-uv>=1", nil), ("minversion = {[base]x}", nil),
    ] as [(String, String?)])
  func `a file for a later tox leaves no project`(line: String, message: String?) throws {
    let errors = try errors("[tox]\n\(line)\n[testenv]\n[base]\nx = 4.1\n")
    #expect(errors.count == (message == nil ? 0 : 1))
    if let message { #expect(errors.first?.message.hasPrefix(message) == true && errors.first?.span?.start.line == 2) }
  }

  @Test func `plugins that are not built in are told`() throws {
    let loaded = try configuration("[tox]\nrequires =\n  tox-uv\n  Tox_Pin.deps>1\n  virtualenv<20\n[testenv]\n")
    #expect(
      loaded.diagnostics.map(\.message) == [
        "'Tox_Pin.deps>1' in 'requires' is not installed: plugins are not loaded",
        "'virtualenv<20' in 'requires' is not installed: the 'virtualenv' that is there is used",
      ])
  }

  @Test func `keys of packaging environments that builds do not act on are told`() throws {
    let text =
      "[tox]\n[testenv]\nrecreate = true\n[pkgenv]\nset_env = A = 1\nrecreate = true\n[testenv:.pkg]\npip_pre = true\n"
    #expect(
      try configuration(text).diagnostics.map(\.message) == [
        "package builds do not act on 'recreate' yet", "package builds do not act on 'pip_pre' yet",
      ])
  }
}
