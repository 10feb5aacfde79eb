/// Durations as people read them.
package enum DurationText {
  /// `0.4s`, `47s`, `2m10`, `12m`, `1h05`, `99h`.
  package static func short(microseconds: Int64) -> String {
    let scalars = compact(microseconds: microseconds)
    var view = String.UnicodeScalarView()
    for value in [scalars.0, scalars.1, scalars.2, scalars.3] where value != 0x20 {
      Unicode.Scalar(value).map { view.append($0) }
    }
    return String(view)
  }

  /// `0.3s`, `12.3s`, `1m02s`, `1h02m`: for lines of text, where there is room.
  package static func precise(microseconds: Int64) -> String {
    let tenths = (max(0, microseconds) / 50_000 + 1) / 2
    let seconds = tenths / 10
    let two = { (value: Int64) in value < 10 ? "0\(value)" : "\(value)" }
    if seconds < 60 { return "\(seconds).\(tenths % 10)s" }
    if seconds < 3600 { return "\(seconds / 60)m\(two(seconds % 60))s" }
    return "\(seconds / 3600)h\(two(seconds / 60 % 60))m"
  }

  /// `0:03:12`.
  package static func clock(microseconds: Int64) -> String {
    let seconds = max(0, microseconds) / 1_000_000
    let two = { (value: Int64) in value < 10 ? "0\(value)" : "\(value)" }
    return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// `3:11.204`: minutes, seconds and thousandths, for what happened when.
  package static func stamp(microseconds: Int64) -> String {
    let thousandths = max(0, microseconds) / 1000
    let digits = { (value: Int64, count: Int) in
      String(repeating: "0", count: max(0, count - String(value).utf8.count)) + String(value)
    }
    return "\(thousandths / 60_000):\(digits(thousandths / 1000 % 60, 2)).\(digits(thousandths % 1000, 3))"
  }

  /// The same as ``short(microseconds:)`` in four columns, right aligned, without making a string.
  package static func compact(microseconds: Int64) -> (UInt32, UInt32, UInt32, UInt32) {
    let tenths = max(0, microseconds) / 100_000
    let seconds = tenths / 10
    let digit = { (value: Int64) in UInt32(0x30 + value % 10) }
    let blank: UInt32 = 0x20
    if tenths < 100 { return (digit(seconds), 0x2E, digit(tenths), 0x73) }
    if seconds < 60 { return (blank, digit(seconds / 10), digit(seconds), 0x73) }
    if seconds < 600 { return (digit(seconds / 60), 0x6D, digit(seconds % 60 / 10), digit(seconds)) }
    let minutes = seconds / 60
    if minutes < 60 { return (blank, digit(minutes / 10), digit(minutes), 0x6D) }
    let hours = minutes / 60
    if hours < 10 { return (digit(hours), 0x68, digit(minutes % 60 / 10), digit(minutes % 60)) }
    return (blank, digit(min(99, hours) / 10), digit(min(99, hours)), 0x68)
  }
}
