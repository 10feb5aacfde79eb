import EnvironmentModel
import Host
import RunModel
import Synchronization
import TestKit
import Testing

@testable import Orchestration

/// A pipe of tokens in memory.
final class MemoryTokens: TokenPipe {
  let path = "/tokens"
  private let tokens = Mutex(0)

  var count: Int { tokens.withLock { $0 } }

  func take(_ count: Int) -> Int {
    tokens.withLock { tokens in
      let taken = min(count, tokens)
      tokens -= taken
      return taken
    }
  }

  func put(_ count: Int) { tokens.withLock { $0 += count } }
}

@Suite struct TokenPoolTests {
  private let pipe = MemoryTokens()

  private func id(_ name: String) -> StepID { StepID(.environment(EnvironmentName(name)), .runCommands) }

  /// Starts steps that count as some jobs.
  private func start(_ steps: [String: Int], in pool: inout TokenPool) -> Int {
    let lent = pool.reserve()
    for (name, weight) in steps { pool.start(id(name), weight: weight) }
    pool.settle()
    return lent
  }

  private func end(_ name: String, in pool: inout TokenPool) -> [String] {
    defer { pool.settle() }
    return pool.end(id(name)).map { "\($0.count) with \($0.step.owner.label)" }
  }

  @Test func `steps hold tokens, and the rest is for what they run`() {
    var pool = TokenPool(pipe, total: 8)
    #expect(pipe.count == 8)
    #expect(start(["a": 1, "b": 3], in: &pool) == 0 && pipe.count == 4)
    #expect(pipe.take(3) == 3)
    #expect(start([:], in: &pool) == 3)
    pipe.put(2)
    #expect(start([:], in: &pool) == 1 && pipe.count == 3)
    pipe.put(1)
    #expect(end("b", in: &pool) == [] && pipe.count == 7)
    #expect(end("a", in: &pool) == [] && pipe.count == 8)
  }

  @Test func `what was lent to a step that ran alone is there again after it`() {
    var pool = TokenPool(pipe, total: 4)
    _ = start(["a": 1], in: &pool)
    _ = pipe.take(2)
    #expect(end("a", in: &pool) == ["2 with a"])
    #expect(pipe.count == 4)
  }

  @Test func `what is lent to others is not taken for lost`() {
    var pool = TokenPool(pipe, total: 8)
    _ = start(["a": 1, "b": 1], in: &pool)
    // Two for a, which does not give them back, and three for b.
    _ = pipe.take(5)
    #expect(end("a", in: &pool) == [])
    #expect(start([:], in: &pool) == 5)
    pipe.put(2)
    #expect(start(["c": 1], in: &pool) == 3)
    pipe.put(1)
    #expect(end("b", in: &pool) == ["2 with a"])
    #expect(start([:], in: &pool) == 0 && pipe.count == 7)
  }

  @Test func `a token that comes back though it was made good is one too many`() {
    var pool = TokenPool(pipe, total: 4)
    _ = start(["a": 1], in: &pool)
    _ = pipe.take(1)
    #expect(end("a", in: &pool) == ["1 with a"])
    pipe.put(1)
    #expect(pipe.count == 5)
    #expect(start([:], in: &pool) == 0 && pipe.count == 4)
  }

  @Test func `a step that counts as more jobs than there are starts alone with all of them`() {
    var pool = TokenPool(pipe, total: 2)
    #expect(start(["a": 5], in: &pool) == 0 && pipe.count == 0)
    #expect(end("a", in: &pool) == [] && pipe.count == 2)
  }

  /// Steps with children that take tokens, give them back, or are killed with some.
  @Test(arguments: 0..<100)
  func `in the end every token is there, whatever was killed`(seed: Int) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let total = Int.random(in: 1...16, using: &numbers)
    var pool = TokenPool(pipe, total: total)
    var running: [String: (weight: Int, taken: Int)] = [:]
    for number in 0..<300 {
      let used = running.values.reduce(0) { $0 + $1.weight }
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0:
        let lent = pool.reserve()
        let weight = Int.random(in: 1...3, using: &numbers)
        if running.isEmpty || used + lent + weight <= total {
          pool.start(id("e\(number)"), weight: weight)
          running["e\(number)"] = (weight, 0)
        }
        pool.settle()
      case 1, 2:
        guard let name = running.keys.sorted().randomElement(using: &numbers) else { continue }
        if Bool.random(using: &numbers) {
          running[name]?.taken += pipe.take(1)
        } else if let taken = running[name]?.taken, taken > 0 {
          pipe.put(1)
          running[name]?.taken -= 1
        }
      default:
        guard let (name, step) = running.min(by: { $0.key < $1.key }) else { continue }
        if Bool.random(using: &numbers) { pipe.put(step.taken) }
        running[name] = nil
        _ = end(name, in: &pool)
      }
      _ = start([:], in: &pool)
      let held = running.values.reduce(0) { $0 + $1.weight }
      #expect(pipe.count <= max(0, total - min(held, total)))
    }
    for (name, step) in running.sorted(by: { $0.key < $1.key }) {
      pipe.put(step.taken)
      _ = end(name, in: &pool)
    }
    _ = start([:], in: &pool)
    #expect(pipe.count == total)
  }

  @Test(arguments: [
    ("", " -j4 --jobserver-auth=fifo:/t"), ("k", "k -j4 --jobserver-auth=fifo:/t"),
    ("k -- CC=gcc", "k -j4 --jobserver-auth=fifo:/t -- CC=gcc"),
    ("-- CC=a -- b", " -j4 --jobserver-auth=fifo:/t -- CC=a -- b"),
  ])
  func `the options of make that somebody set stay`(given: String, flags: String) {
    let access = JobserverAccess(path: "/t", jobs: 4, form: .fifo)
    #expect(access.adding(to: ["MAKEFLAGS": given, "CC": "gcc"])["MAKEFLAGS"] == flags)
    let other = JobserverAccess(path: "/t", jobs: 2, form: .fds).adding(to: [:])
    #expect(other["CARGO_MAKEFLAGS"] == " -j2 --jobserver-auth=30,31")
  }

  @Test(
    arguments: [
      ("GNU Make 4.3\nBuilt for x\n", .fds), ("GNU Make 3.82\n", .fds), ("GNU Make 4.4.1\n", .fifo),
      ("GNU Make 5\n", .fifo), ("bmake\n", .fifo), (nil, .fifo),
    ] as [(String?, JobserverAccess.Form)])
  func `the form is the one that the make here knows`(version: String?, form: JobserverAccess.Form) {
    #expect(JobserverAccess.form(forMake: version) == form)
  }
}
