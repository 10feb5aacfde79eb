import Host
import Planning
import Synchronization

/// What stays while a step is performed, and ends with it.
final class StepCompanions: Sendable {
  private let clock: any ClockHost
  private let files: any FileHost
  /// Asked whether the step is to go on.
  private let isWanted: @Sendable () -> Bool
  private let children = Mutex<[any ChildProcess]>([])
  private let told = Mutex<[String: String]>([:])
  private let endingPaths = Mutex<[String]>([])

  /// How long one has to end what it holds before it is killed.
  private static let patience = Duration.seconds(20)
  /// How often it is looked whether one is ready.
  private static let pause = Duration.milliseconds(15)

  init(clock: any ClockHost, files: any FileHost, isWanted: @escaping @Sendable () -> Bool) {
    self.clock = clock
    self.files = files
    self.isWanted = isWanted
  }

  /// What those that are ready tell commands, as variables.
  var variables: [String: String] { told.withLock { $0 } }

  /// Waits until one is ready, and takes what it tells.
  ///
  /// - Returns: Why it is not, as a sentence; `nil` when it is.
  func add(_ child: any ChildProcess, _ companion: Companion) async -> String? {
    children.withLock { $0.append(child) }
    while !files.exists(companion.readyPath) {
      let isGone = child.isTreeGone
      // What it says may be half written while it lives.
      if let reason = report(companion) { return reason }
      if isGone { return "'\(companion.command.phase)' ended before it was ready" }
      if !isWanted() { return "it was stopped" }
      // A sleep that is cancelled is as good as one that is over.
      try? await clock.sleep(for: Self.pause)
    }
    if let bytes = try? files.read(companion.readyPath) { take(bytes) }
    if let path = companion.endingPath { endingPaths.withLock { $0.append(path) } }
    return nil
  }

  /// What those that have ended by themselves say of it, each as a sentence.
  var endings: [String] {
    endingPaths.withLock { $0 }.compactMap(sentence)
  }

  /// Takes lines of `NAME=value`.
  private func take(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: line[..<sign], as: UTF8.self)
      let value = String(decoding: line[line.index(after: sign)...], as: UTF8.self)
      told.withLock { $0[name] = value }
    }
  }

  /// The line in which one says why it could not be started; `nil` before it is there as a whole.
  private func report(_ companion: Companion) -> String? {
    sentence(in: companion.reportPath)
  }

  /// The first line of a file; `nil` before it is there as a whole.
  private func sentence(in path: String) -> String? {
    guard let bytes = try? files.read(path) else { return nil }  // nothing is said
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasSuffix("\n") ? text.split(whereSeparator: \.isNewline).first.map(String.init) : nil
  }

  /// Has all of them end, the last one first; returns when nothing of them is left.
  func end() async {
    while let child = children.withLock({ $0.popLast() }) {
      child.signalTree(.terminate)
      let clock = clock
      await withDiscardingTaskGroup { group in
        group.addTask {
          // A child that ends in time cancels the sleep.
          do { try await clock.sleep(for: Self.patience) } catch { return }
          child.signalTree(.kill)
        }
        _ = await child.report()
        group.cancelAll()
      }
      if !child.isTreeGone { child.signalTree(.kill) }
    }
  }
}
