import Glibc

/// Measures the dashboard from within, for `Scripts/bench` and `Scripts/fuzz`: how long frames take, how fast logs are read
/// and searched, and whether anything a program can write reaches the terminal.
///
/// It draws on the terminal that it was started from, which is as a rule a pseudo-terminal of the script's, and writes what
/// it found as lines of `name value` to a file.
let words = Array(CommandLine.arguments.dropFirst())
guard words.count == 3, let report = Report(path: words[2]) else {
  print("usage: ScreenMeter frames|log|fuzz COUNT-OR-LOG REPORT")
  exit(64)
}
switch words[0] {
case "frames": FrameMeter(count: Int(words[1]) ?? 200).run(report)
case "log": LogMeter(path: words[1]).run(report)
case "fuzz": LogFuzzer(count: Int(words[1]) ?? 10_000).run(report)
default: exit(64)
}
