import Glibc

/// The file that figures are written to, a line each.
struct Report {
  private let file: UnsafeMutablePointer<FILE>

  init?(path: String) {
    guard let file = fopen(path, "w") else { return nil }
    self.file = file
  }

  func tell(_ name: String, _ value: Double) {
    fputs("\(name) \(value)\n", file)
    fflush(file)
  }

  /// The middle, the 99th percentile and the largest of some durations, in milliseconds.
  func tell(_ name: String, _ durations: [Duration]) {
    let sorted = durations.sorted().map { $0 / .milliseconds(1) }
    guard !sorted.isEmpty else { return }
    tell("\(name)-p50", sorted[sorted.count / 2])
    tell("\(name)-p99", sorted[min(sorted.count - 1, sorted.count * 99 / 100)])
    tell("\(name)-max", sorted[sorted.count - 1])
  }
}

/// How long something takes.
func measured(_ body: () -> Void) -> Duration { ContinuousClock().measure(body) }

/// The largest resident set of this process so far, in MB.
var peakMegabytes: Double {
  var usage = rusage()
  getrusage(__rusage_who_t(0), &usage)
  return Double(usage.ru_maxrss) / 1024
}

/// The resident set of this process now, in MB.
var residentMegabytes: Double {
  var text = [CChar](repeating: 0, count: 128)
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  fgets(&text, 128, file)
  let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
    separator: " ")
  return words.count > 1 ? (Double(words[1]) ?? 0) * 4096 / 1_048_576 : 0
}
