import Testing

@testable import SwtoxCommand

@Suite struct ChangeBatchTests {
  @Test func `changes that follow one another are told together once they pause`() {
    var batch = ChangeBatch()
    #expect(batch.add(["b"], at: .seconds(100)) == ChangeBatch.calm)
    #expect(batch.add(["a", "b"], at: .seconds(100) + .milliseconds(150)) == ChangeBatch.calm)
    #expect(batch.take() == ["a", "b"])
    #expect(batch.take().isEmpty)
  }

  @Test func `changes that never pause are told in time`() {
    var batch = ChangeBatch()
    var waited: Duration?
    for step in 0..<100 {
      let now = Duration.milliseconds(100 * step)
      // What waits is told when it was not put off for so long.
      guard let delay = batch.add(["file\(step)"], at: now) else { break }
      waited = now + delay
    }
    #expect(waited! <= ChangeBatch.patience)
    #expect(batch.take().count == 19)
  }

  @Test func `the next batch has its own time`() {
    var batch = ChangeBatch()
    _ = batch.add(["a"], at: .zero)
    #expect(batch.add(["b"], at: .seconds(3)) == nil)
    #expect(batch.take() == ["a", "b"])
    #expect(batch.add(["c"], at: .seconds(3)) == ChangeBatch.calm)
  }
}
