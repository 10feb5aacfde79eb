/// Moments and times as programs read them.
enum ReportTime {
  /// `2024-01-31T23:59:59.123Z` (RFC 3339), in coordinated universal time.
  ///
  /// - Parameter microseconds: Since 1970.
  static func utc(_ microseconds: Int64) -> String {
    let milliseconds = microseconds / 1000 % 1000
    return "\(second(microseconds)).\(padded(milliseconds, 3))Z"
  }

  /// `2024-01-31T23:59:59`, as JUnit has it.
  ///
  /// - Parameter microseconds: Since 1970.
  static func second(_ microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    let (year, month, day) = date(days: seconds / 86_400)
    let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time)"
  }

  /// `12.345`: seconds, rounded down to thousandths.
  static func seconds(_ microseconds: Int64) -> String {
    let milliseconds = max(0, microseconds) / 1000
    return "\(milliseconds / 1000).\(padded(milliseconds % 1000, 3))"
  }

  /// The date of the Gregorian calendar, so many days after the first of January of 1970.
  ///
  /// Years are counted from March, so that the day that only leap years have is their last.
  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
