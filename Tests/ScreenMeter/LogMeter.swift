import Dashboard
import EnvironmentModel
import Glibc
import Host
import LocalHost
import Logs
import RunModel
import Screen

/// A log of any size: taken in, gone through, searched.
struct LogMeter {
  let path: String

  func run(_ report: Report) {
    let files = LocalMachine.host().files
    let base = residentMegabytes
    var store = LogStore(path: path, files: files)
    let index = measured { _ = try? store.refresh() }
    let bytes = Double(store.byteCount)
    report.tell("bytes", bytes)
    report.tell("lines", Double(store.lineCount))
    report.tell("index-mb-per-s", bytes / 1e6 / (index / .seconds(1)))
    report.tell("index-ms", index / .milliseconds(1))
    let end = measured { show(&store, from: max(0, store.lineCount - 50)) }
    report.tell("end-ms", end / .milliseconds(1))
    report.tell("jump", jumps(&store))
    report.tell("grown-mb", residentMegabytes - base)
    search("literal", .text, report, store)
    search("regex", .expression, report, store)
    report.tell("peak-mb", peakMegabytes)
  }

  private func show(_ store: inout LogStore, from line: Int) {
    for line in (try? store.lines(from: line, count: 50)) ?? [] { _ = line.cells(limit: 200) }
  }

  /// Jumps to lines all over the log, as `g` and a match do.
  private func jumps(_ store: inout LogStore) -> [Duration] {
    var number = 1
    return (0..<300).map { _ in
      number = (number &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
      let line = number % max(1, store.lineCount)
      var moved = store
      let time = measured { show(&moved, from: line) }
      store = moved
      return time
    }
  }

  private enum Sort { case text, expression }

  /// The whole log for something that is in none of its lines, then for something near its beginning.
  private func search(_ name: String, _ sort: Sort, _ report: Report, _ store: LogStore) {
    let patterns = sort == .text ? ("zqxjkvb", "line") : ("zq[xy]+jk.b", "l[aeiou]ne +[0-9]+")
    for (part, pattern) in [("all", patterns.0), ("first", patterns.1)] {
      guard let matcher = try? LogMatcher(pattern, isExpression: sort == .expression) else { continue }
      var search = LogSearch(matcher)
      let isWhole = part == "all"
      var longest = Duration.zero
      let time = measured {
        while !search.isComplete(in: store), isWhole || search.matchCount == 0 {
          longest = max(longest, measured { try? search.step(in: store) })
        }
      }
      if isWhole {
        report.tell("\(name)-mb-per-s", Double(store.byteCount) / 1e6 / (time / .seconds(1)))
        report.tell("\(name)-step-ms", longest / .milliseconds(1))
      } else {
        report.tell("\(name)-first-ms", time / .milliseconds(1))
      }
    }
  }
}
