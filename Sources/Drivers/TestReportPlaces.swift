import EnvironmentModel

/// Where the commands of an environment leave reports of single tests.
struct TestReportPlaces {
  /// Options of test tools that name a file for JUnit XML: pytest and nose, mypy, CTest, gotestsum, Swift.
  private static let options: Set = [
    "--junitxml", "--junit-xml", "--output-junit", "--junitfile", "--xunit-output", "--xunit-file",
  ]
  /// A variable that names such a file: that of jest-junit.
  private static let fileVariables = ["JEST_JUNIT_OUTPUT_FILE"]
  /// A variable with further words of a command line.
  private static let optionVariables = ["PYTEST_ADDOPTS"]

  private let environment: Environment

  init(_ environment: Environment) { self.environment = environment }

  /// Absolute paths and shell patterns: those of `test_reports`, and those that the commands name themselves.
  ///
  /// - Parameter variables: What the commands see.
  func patterns(_ variables: [String: String]) -> [String] {
    let commands = ["commands_pre", "commands", "commands_post"].flatMap { environment.commands($0) }.map(\.arguments)
    let added = Self.optionVariables.compactMap { variables[$0] }.map(ShellWords.split)
    let named = (commands + added).flatMap(Self.files) + Self.fileVariables.compactMap { variables[$0] }
    var seen: Set<String> = []
    return (environment.list("test_reports") + named).filter { !$0.isEmpty }
      .map { absolutePath($0, from: environment.workingDirectory) }.filter { seen.insert($0).inserted }
  }

  /// The files that options among words name: `--junitxml=FILE`, `--junitxml FILE`.
  private static func files(in words: [String]) -> [String] {
    words.indices.compactMap { index in
      let parts = words[index].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard options.contains(String(parts[0])) else { return nil }
      if parts.count == 2 { return String(parts[1]) }
      return index + 1 < words.count ? words[index + 1] : nil
    }
  }
}
