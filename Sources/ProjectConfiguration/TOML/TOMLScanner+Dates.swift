import SourceText

extension TOMLScanner {
  /// The date, the time or both that a word is; `nil` when it has the form of neither.
  ///
  /// Follows RFC 3339: seconds reach 60, for leap seconds, and offsets 23:59.
  ///
  /// - Throws: when the word has the form but names no day or no time of day.
  func dateOrTime(_ range: Range<Int>) throws(DiagnosticError) -> TOMLValue.Content? {
    let start = range.lowerBound
    if range.count > 2, bytes[start + 2] == TOMLByte.colon, twoDigits(at: start, in: range) != nil {
      guard try timeEnd(range, from: start) == range.upperBound else { throw notATime(range) }
      return .localTime(text(range))
    }
    guard range.count > 4, bytes[start + 4] == TOMLByte.minus, fourDigits(at: start, in: range) != nil else {
      return nil
    }
    try checkDate(range)
    guard range.count > 10 else { return .localDate(text(range)) }
    guard bytes[start + 10] | 0x20 == UInt8(ascii: "t") || bytes[start + 10] == TOMLByte.space else {
      throw notADate(range)
    }
    let end = try timeEnd(range, from: start + 11)
    guard end < range.upperBound else { return .localDateTime(text(range)) }
    try checkOffset(range, from: end)
    return .offsetDateTime(text(range))
  }

  private func checkDate(_ range: Range<Int>) throws(DiagnosticError) {
    let start = range.lowerBound
    guard range.count >= 10, bytes[start + 7] == TOMLByte.minus, let year = fourDigits(at: start, in: range),
      let month = twoDigits(at: start + 5, in: range), let day = twoDigits(at: start + 8, in: range)
    else { throw notADate(range) }
    guard (1...12).contains(month) else {
      throw failure("\(quoted(range)) is not a date: months reach from 01 to 12", range)
    }
    let count = Self.dayCount(year: year, month: month)
    guard (1...count).contains(day) else {
      throw failure("\(quoted(range)) is not a date: that month has \(count) days", range)
    }
  }

  private static func dayCount(year: Int, month: Int) -> Int {
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    switch month {
    case 2: return isLeapYear ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Where the time that begins at `start` ends.
  private func timeEnd(_ range: Range<Int>, from start: Int) throws(DiagnosticError) -> Int {
    guard start + 8 <= range.upperBound, bytes[start + 2] == TOMLByte.colon, bytes[start + 5] == TOMLByte.colon,
      let hour = twoDigits(at: start, in: range), let minute = twoDigits(at: start + 3, in: range),
      let second = twoDigits(at: start + 6, in: range)
    else { throw notATime(range) }
    guard hour <= 23, minute <= 59, second <= 60 else {
      throw failure("\(quoted(range)) is not a time: times reach from 00:00:00 to 23:59:60", range)
    }
    var end = start + 8
    guard end < range.upperBound, bytes[end] == TOMLByte.dot else { return end }
    end += 1
    while end < range.upperBound, TOMLByte.isDigit(bytes[end]) { end += 1 }
    guard end > start + 9 else { throw notATime(range) }
    return end
  }

  private func checkOffset(_ range: Range<Int>, from start: Int) throws(DiagnosticError) {
    if bytes[start] | 0x20 == UInt8(ascii: "z"), start + 1 == range.upperBound { return }
    guard bytes[start] == TOMLByte.plus || bytes[start] == TOMLByte.minus, start + 6 == range.upperBound,
      bytes[start + 3] == TOMLByte.colon, let hour = twoDigits(at: start + 1, in: range),
      let minute = twoDigits(at: start + 4, in: range), hour <= 23, minute <= 59
    else {
      throw failure(
        "\(quoted(start..<range.upperBound)) is not an offset from UTC", start..<range.upperBound,
        help: "write it as 'Z' or '+02:00'")
    }
  }

  private func twoDigits(at start: Int, in range: Range<Int>) -> Int? {
    guard start + 2 <= range.upperBound, TOMLByte.isDigit(bytes[start]), TOMLByte.isDigit(bytes[start + 1]) else {
      return nil
    }
    return Int(bytes[start] & 0x0F) * 10 + Int(bytes[start + 1] & 0x0F)
  }

  private func fourDigits(at start: Int, in range: Range<Int>) -> Int? {
    guard let high = twoDigits(at: start, in: range), let low = twoDigits(at: start + 2, in: range) else { return nil }
    return high * 100 + low
  }

  private func notADate(_ range: Range<Int>) -> DiagnosticError {
    failure("\(quoted(range)) is not a date", range, help: "write it as 1979-05-27, or put it in quotes")
  }

  private func notATime(_ range: Range<Int>) -> DiagnosticError {
    failure("\(quoted(range)) is not a time", range, help: "write it as 07:32:00, with seconds, or put it in quotes")
  }
}
