import CProcess
import Synchronization

/// Threads on which tasks may wait for files and system calls without holding up all other tasks.
///
/// Tasks run there with `withTaskExecutorPreference(workers) { … }`. Each waiting task holds one thread, so the count
/// is that of the blocking calls that may happen at once.
package final class WorkerThreads: TaskExecutor {
  private struct State {
    var jobs = JobQueue()
    var threads: [NamedThread] = []
    var isShutDown = false
  }

  private let state = Mutex(State())
  /// Counts jobs, and once for each thread that is to end.
  private let wakeups: Descriptor

  /// Starts the threads.
  ///
  /// - Throws: When the system grants no descriptor or no thread.
  package init(count: Int, name: String = "worker") throws(SystemError) {
    wakeups = Descriptor(try checked { cprocess_semaphore_create() })
    do {
      for _ in 0..<max(1, count) {
        let thread = try NamedThread(name, stackByteCount: 8 * 1024 * 1024) { self.run() }
        state.withLock { $0.threads.append(thread) }
      }
    } catch {
      shutdown()
      throw error
    }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isAccepted = state.withLock { state in
      if !state.isShutDown { state.jobs.append(job) }
      return !state.isShutDown
    }
    if isAccepted {
      cprocess_semaphore_signal(wakeups.number, 1)
    } else {
      // A task that outlives the threads still has to come to its end.
      globalConcurrentExecutor.enqueue(job)
    }
  }

  /// Lets the threads end once all jobs handed over are done, without waiting for that.
  package func shutdown() {
    let count = state.withLock { state in
      let count = state.isShutDown ? 0 : state.threads.count
      state.isShutDown = true
      return count
    }
    if count > 0 { cprocess_semaphore_signal(wakeups.number, UInt64(count)) }
  }

  /// Shuts down and waits until every thread has ended; not to be called from one of them.
  package func join() {
    shutdown()
    let threads = state.withLock { state in
      defer { state.threads = [] }
      return state.threads
    }
    for thread in threads { thread.join() }
  }

  /// Each unit of the semaphore stands for a job or, after the last job, for an end.
  private func run() {
    while cprocess_semaphore_wait(wakeups.number) == 0 {
      guard let job = state.withLock({ $0.jobs.removeFirst() }) else { return }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}

/// Jobs in the order they came; taking one costs constant time on average.
private struct JobQueue {
  private var jobs: [UnownedJob] = []
  private var firstIndex = 0

  mutating func append(_ job: UnownedJob) { jobs.append(job) }

  mutating func removeFirst() -> UnownedJob? {
    guard firstIndex < jobs.count else { return nil }
    defer { firstIndex += 1 }
    if firstIndex >= 64, firstIndex * 2 >= jobs.count {
      jobs.removeFirst(firstIndex)
      firstIndex = 0
    }
    return jobs[firstIndex]
  }
}
