import EnvironmentModel
import Planning

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

  /// What `test_reports` says, and the files that the commands name themselves.
  ///
  /// - Parameter variables: What the commands see.
  func search(_ variables: [String: String]) -> TestReportSearch {
    let folder = environment.workingDirectory
    let commands = ["commands_pre", "commands", "commands_post"].flatMap { environment.commands($0) }.map(\.arguments)
    let added = Self.optionVariables.compactMap { variables[$0] }.map(ShellWords.split)
    let named = (commands + added).flatMap(Self.files) + Self.fileVariables.compactMap { variables[$0] }
    var seen: Set<String> = []
    let files = named.filter { !$0.isEmpty }.map { absolutePath($0, from: folder) }.filter { seen.insert($0).inserted }
    return TestReportSearch(
      files: files, patterns: environment.list("test_reports").filter { !$0.isEmpty }, folder: folder)
  }

  /// The files that options among words name: `--junitxml=FILE`, `--junitxml FILE`.
  private static func files(in words: [String]) -> [String] {
    words.indices.flatMap { index -> [String] in
      let parts = words[index].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard options.contains(parts[0]), let file = parts.count == 2 ? parts[1] : words.dropFirst(index + 1).first else {
        return []
      }
      guard parts[0] == "--xunit-output", file.hasSuffix(".xml") else { return [file] }
      // Swift's own library writes another file beside that of XCTest.
      return [file, "\(file.dropLast(4))-swift-testing.xml"]
    }
  }
}
