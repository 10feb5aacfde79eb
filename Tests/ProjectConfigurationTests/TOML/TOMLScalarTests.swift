import ProjectConfiguration
import SourceText
import Testing

@Suite struct TOMLScalarTests {
  @Test(arguments: [
    ("0", "0"), ("+17", "17"), ("-0", "0"), ("1_000_000", "1000000"),
    ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
    ("0xDEAD_beef", "3735928559"), ("0o755", "493"), ("0b1101", "13"), ("0x00ff", "255"),
    ("0x7FFFFFFFFFFFFFFF", "9223372036854775807"),
  ])
  func `integers have signs, bases and underscores`(text: String, expected: String) throws {
    #expect(try readTOML("x = \(text)")["x"]?.summary == expected)
  }

  @Test(arguments: [
    ("1.0", "float 1.0"), ("-0.0", "float -0.0"), ("3.141_5", "float 3.1415"), ("5e+22", "float 5e+22"),
    ("1E06", "float 1000000.0"), ("6.626e-34", "float 6.626e-34"), ("9_0.2_5", "float 90.25"), ("inf", "float inf"),
    ("+inf", "float inf"), ("-inf", "float -inf"), ("nan", "float nan"), ("+nan", "float nan"), ("0e0", "float 0.0"),
    ("1e400", "float inf"), ("4.9e-324", "float 5e-324"),
  ])
  func `floats have fractions, exponents and special values`(text: String, expected: String) throws {
    #expect(try readTOML("x = \(text)")["x"]?.summary == expected)
  }

  @Test(arguments: [
    ("1979-05-27T07:32:00Z", "offset 1979-05-27T07:32:00Z"),
    ("1979-05-27 07:32:00.999999-07:00", "offset 1979-05-27 07:32:00.999999-07:00"),
    ("1979-05-27t07:32:00z", "offset 1979-05-27t07:32:00z"), ("1979-05-27T00:32:00", "local 1979-05-27T00:32:00"),
    ("1979-05-27", "date 1979-05-27"), ("2000-02-29", "date 2000-02-29"), ("07:32:00", "time 07:32:00"),
    ("00:32:00.5", "time 00:32:00.5"), ("1990-12-31T23:59:60Z", "offset 1990-12-31T23:59:60Z"),
    ("1979-05-27 # a day", "date 1979-05-27"),
  ])
  func `dates and times keep their text`(text: String, expected: String) throws {
    #expect(try readTOML("x = \(text)")["x"]?.summary == expected)
  }

  @Test(arguments: [
    "01", "-01", "+0_1", "1__0", "_1", "1_", "0x", "0xG", "0x_1", "0x1_", "+0x1", "-0b1", "0o8", "0b2", "0X1", "--1",
    "+", "-", "1a", "9223372036854775808", "-9223372036854775809", "0xFFFFFFFFFFFFFFFF", ".5", "5.", "1.e5", "1e",
    "1e+", "1._5", "1_.5", "1e_5", "1.5.2", "01.5", "Inf", "NaN", "+true", "infinity", "1e5.5", "1\u{0B}",
  ])
  func `what is nearly a number is refused`(text: String) {
    #expect(mistakesOfTOML("x = \(text)").count == 1)
  }

  @Test(arguments: [
    "2021-02-29", "1900-02-29", "2021-04-31", "2021-00-10", "2021-13-01", "2021-01-00", "2021-1-01", "2021-01-1",
    "21-01-01", "12021-01-01", "2021-01-01T", "2021-01-01T24:00:00", "2021-01-01T23:60:00", "2021-01-01T23:59:61",
    "2021-01-01T23:59", "2021-01-01T23:59:00.", "2021-01-01T23:59:00+24:00", "2021-01-01T23:59:00+0100",
    "2021-01-01T23:59:00-01:60", "2021-01-01T23:59:00ZZ", "2021-01-01x", "2021-01-01  10:00:00", "07:32", "7:32:00",
    "07:32:00Z", "24:00:00", "07:32:00.x",
  ])
  func `days and times that do not exist are refused`(text: String) {
    #expect(mistakesOfTOML("x = \(text)").count == 1)
  }

  @Test(arguments: ["True", "FALSE", "tru", "truefalse", "yes", "null", "py311", "~/bin", "a b", "é"])
  func `words without quotes are no values`(text: String) {
    #expect(mistakesOfTOML("x = \(text)").count == 1)
  }
}
