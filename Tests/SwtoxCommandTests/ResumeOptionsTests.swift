import LocalHost
import Testing

@testable import SwtoxCommand

@Suite struct ResumeOptionsTests {
  @Test func `a number of jobs that was given is known again, and one that was not is not`() throws {
    let words = try RunOptions.of(["-j", "\(LocalMachine.coreCount)", "--limit", "conda=1"]).words
    #expect(words == ["--limit", "conda=1", "--jobs", "\(LocalMachine.coreCount)"])
    #expect(try RunOptions.of(words).jobs == .count(LocalMachine.coreCount))
    #expect(try RunOptions.of([]).words == [] && RunOptions.of(["-j", "auto"]).words == [])
    // So wrote versions that did not tell what was given.
    #expect(JobCount.recorded(LocalMachine.coreCount) == .automatic && JobCount.recorded(77) == .count(77))
  }
}
