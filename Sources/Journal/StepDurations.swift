package import RunModel

/// How long steps took when they last came to their end, so that the next run can begin with the longest.
///
/// Kept in one file of the work directory, a line `MICROSECONDS STEP` for each step. What is lost of it only costs order.
package struct StepDurations: Sendable, Equatable {
  package private(set) var values: [StepID: Duration] = [:]

  /// The absolute path of the file.
  package static func path(in workDirectory: String) -> String { "\(workDirectory)/.durations" }

  /// Lines that make no sense are passed over.
  package init(bytes: [UInt8] = []) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let microseconds = Int64(parts[0]), let id = StepID(String(parts[1])) else { continue }
      values[id] = .microseconds(microseconds)
    }
  }

  /// Lines in the order of their steps.
  package var bytes: [UInt8] {
    let lines = values.map { (step: $0.key.description, time: $0.value) }.sorted { $0.step < $1.step }
      .map { "\($0.time.microseconds) \($0.step)\n" }
    return Array(lines.joined().utf8)
  }

  /// Takes over what a run tells of its steps; those that were broken off say nothing.
  package mutating func take(_ state: RunState) {
    for (id, step) in state.steps {
      guard case .finished(let outcome) = step.phase, let start = step.startTime, let end = step.endTime else {
        continue
      }
      switch outcome {
      case .succeeded, .failed: values[id] = .microseconds(max(0, end - start))
      default: continue
      }
    }
  }
}
