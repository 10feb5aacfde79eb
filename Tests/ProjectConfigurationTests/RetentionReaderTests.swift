import EnvironmentModel
import SourceText
import Testing

@testable import ProjectConfiguration

@Suite struct RetentionReaderTests {
  @Test func `a project says how long its runs are kept`() throws {
    let loaded = try configuration(
      "[tox]\nhistory_keep = 5\nhistory_keep_failed = 0\nhistory_max_age = 30\nhistory_max_size = 2 GB\n"
        + "history_pack_after = 0\n")
    var expected = RetentionSettings()
    (expected.runCount, expected.failedRunCount, expected.days) = (5, 0, 30)
    (expected.byteCount, expected.unpackedRunCount) = (2 << 30, 0)
    #expect(loaded.project.retention == expected)
    #expect(try configuration("[tox]\n").project.retention == RetentionSettings())
  }

  @Test(arguments: [
    ("history_keep = 0", "'history_keep': 0 is less than 1"),
    ("history_keep_failed = -1", "'history_keep_failed': -1 is less than 0"),
    ("history_max_size = 5", "'history_max_size': '5' is an amount of memory without a unit"),
  ])
  func `what makes no sense is refused with its line`(line: String, message: String) throws {
    let error = #expect(throws: DiagnosticError.self) { try configuration("[tox]\n\(line)\n") }
    #expect(error?.diagnostics.map(\.message) == [message])
    #expect(error?.diagnostics.first?.span != nil)
  }
}
