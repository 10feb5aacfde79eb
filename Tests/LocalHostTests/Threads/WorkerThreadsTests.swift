import Glibc
import Synchronization
import Testing

@testable import LocalHost

@Suite struct WorkerThreadsTests {
  /// Blocks its callers until all of them are there.
  private final class MeetingPoint: Sendable {
    private let barrier: Mutex<Int>
    private let ends: (reader: Int32, writer: Int32)

    init(count: Int) {
      barrier = Mutex(count)
      var pair: [Int32] = [0, 0]
      pipe(&pair)
      ends = (pair[0], pair[1])
    }

    deinit {
      close(ends.reader)
      close(ends.writer)
    }

    func meet() {
      let missing = barrier.withLock { count in
        count -= 1
        return count
      }
      var byte: UInt8 = 0
      if missing == 0 { write(ends.writer, &byte, 1) }
      read(ends.reader, &byte, 1)
      write(ends.writer, &byte, 1)
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `as many tasks as threads may block at once`() async throws {
    let workers = try WorkerThreads(count: 16)
    let point = MeetingPoint(count: 16)
    let threads = await withTaskExecutorPreference(workers) {
      await withTaskGroup(of: pthread_t.self) { group in
        for _ in 0..<16 {
          group.addTask {
            point.meet()
            return pthread_self()
          }
        }
        return await group.reduce(into: Set()) { $0.insert($1) }
      }
    }
    #expect(threads.count == 16)
    workers.join()
  }

  @Test func `all jobs are done before the threads end`() async throws {
    let workers = try WorkerThreads(count: 3)
    let sum = await withTaskExecutorPreference(workers) {
      await withTaskGroup(of: Int.self) { group in
        for number in 0..<1000 {
          group.addTask {
            await Task.yield()
            return number
          }
        }
        return await group.reduce(0, +)
      }
    }
    workers.join()
    #expect(sum == 499_500)
  }

  @Test func `a task that comes after the shutdown runs elsewhere`() async throws {
    let workers = try WorkerThreads(count: 1)
    workers.join()
    workers.join()
    #expect(await withTaskExecutorPreference(workers) { 42 } == 42)
  }
}
