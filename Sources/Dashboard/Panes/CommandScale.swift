import RunModel
import Screen

/// Bars of what commands used, each beside the most that one of them did.
struct CommandScale {
  private let longest: Int64
  private let busiest: Int64
  private let largest: Int64
  private let isASCII: Bool

  init(_ commands: [CommandState], isASCII: Bool) {
    let ends = commands.compactMap(\.end)
    longest = ends.map { $0.duration.microseconds }.max() ?? 0
    busiest = ends.map { $0.cpuTime.microseconds }.max() ?? 0
    largest = ends.map { Int64($0.peakMemoryByteCount) }.max() ?? 0
    self.isASCII = isASCII
  }

  /// Time, processor time and memory, a line each.
  func bars(of end: CommandEnd, width: Int) -> [[TextRun]] {
    [
      bar("time", end.duration.microseconds, longest, width), bar("cpu ", end.cpuTime.microseconds, busiest, width),
      bar("mem ", Int64(end.peakMemoryByteCount), largest, width),
    ].compactMap { $0 }
  }

  private func bar(_ label: String, _ value: Int64, _ most: Int64, _ width: Int) -> [TextRun]? {
    guard most > 0 else { return nil }
    let filled = Int((value * Int64(width) + most / 2) / most)
    let mark = isASCII ? "#" : "▬"
    return [
      TextRun(label + " ", .dim), TextRun(String(repeating: mark, count: filled), .running),
      TextRun(String(repeating: isASCII ? "." : "·", count: width - filled), .border),
    ]
  }
}
