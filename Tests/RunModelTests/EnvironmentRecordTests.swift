import EnvironmentModel
import RunModel
import Testing

@Suite struct EnvironmentRecordTests {
  /// Results newest first from a text: `p` passes, `f` fails, `x` is cancelled, `r` passes after a retry; each on a commit
  /// of its own but where a letter is followed by `=`, which shares that of the older one.
  private func record(_ text: String, times: [Int64] = []) -> EnvironmentRecord {
    var results: [PastResult] = []
    let letters = Array(text)
    var commit = 0
    for (index, letter) in letters.enumerated() where letter != "=" {
      let sharesOlder = index + 1 < letters.count && letters[index + 1] == "="
      let status: MatrixStatus = ["p": .pass, "r": .pass, "f": .fail][letter] ?? .cancelled
      results.append(
        PastResult(
          run: RunID(100 - index), environment: EnvironmentName("a"), status: status,
          workedMicroseconds: results.count < times.count ? times[results.count] : 10, neededRetry: letter == "r",
          revision: SourceRevision(commit: "\(commit)")))
      if !sharesOlder { commit += 1 }
    }
    return EnvironmentRecord(name: EnvironmentName("a"), results: results)
  }

  @Test(
    arguments: [
      ("", .unknown), ("x", .unknown), ("ppp", .passing), ("fpp", .broken), ("ppf", .fixed), ("p=f=pp", .flaky),
      ("r", .flaky), ("xfp", .broken), ("fff", .broken), ("p=p=p", .passing),
      ("f=f=f=p", .broken), ("f=pp", .broken), ("r=f=r", .flaky),
    ] as [(String, EnvironmentRecord.Verdict)])
  func `the verdict is that of the newest results`(text: String, verdict: EnvironmentRecord.Verdict) {
    #expect(record(text).verdict == verdict)
  }

  @Test func `only changes without a known cause count as flaky`() {
    #expect(record("fpfp").flakyRate == 0)
    #expect(record("f=p=f=p").flakyRate == 0.75)
    #expect(record("").flakyRate == nil)
    #expect(record("r=f=r").flakyRate == 1)
  }

  @Test func `times are those of passes, by the nearest rank`() throws {
    let record = record("pfpp", times: [30, 1000, 10, 20])
    let (p50, p90) = try #require(record.percentiles)
    #expect(p50 == 20 && p90 == 30)
    #expect(self.record("f").percentiles == nil)
    #expect(EnvironmentRecord.percentile(50, of: [1, 2, 3, 4]) == 2 && EnvironmentRecord.percentile(90, of: [7]) == 7)
  }

  @Test func `the trend compares the newer half with the older`() {
    #expect(record("pppp", times: [22, 22, 20, 20]).trend.map { ($0 * 100).rounded() } == 10)
    #expect(record("ppp").trend == nil)
  }

  @Test(
    arguments: [("fpp", 100, 99), ("ffxfp", 97, 96), ("pff", nil, nil), ("fff", nil, nil)] as [(String, Int?, Int?)])
  func `what broke is the first of the failures of now`(text: String, bad: Int?, good: Int?) {
    let breaking = record(text).breaking
    #expect(breaking?.bad.run.number == bad && breaking?.good.run.number == good)
  }

  @Test func `what nobody can compare is no proof of chance`() {
    let one = PastResult(run: RunID(1), environment: EnvironmentName("a"), status: .pass)
    let other = PastResult(run: RunID(2), environment: EnvironmentName("a"), status: .fail)
    #expect(!one.restsOnTheSame(as: other))
  }

  @Test func `packages that differ are told with their versions`() {
    let old: [EnvironmentContent.Package] = [.init(name: "a", version: "1"), .init(name: "b", version: "1")]
    let new: [EnvironmentContent.Package] = [.init(name: "b", version: "2"), .init(name: "c", version: "1")]
    #expect(ResultChange.packages(from: old, to: new).map(\.text) == ["-a==1", "-b==1 +b==2", "+c==1"])
  }
}
