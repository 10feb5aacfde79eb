import RunModel
import Testing

@Suite struct DurationTextTests {
  @Test(
    arguments: [
      (0, "0.0s"), (99_999, "0.0s"), (100_000, "0.1s"), (9_999_999, "9.9s"), (10_000_000, "10s"), (59_999_999, "59s"),
      (60_000_000, "1m00"), (130_000_000, "2m10"), (599_999_999, "9m59"), (600_000_000, "10m"), (3_599_999_999, "59m"),
      (3_600_000_000, "1h00"), (3_900_000_000, "1h05"), (35_999_999_999, "9h59"), (36_000_000_000, "10h"),
      (356_400_000_000, "99h"), (9_000_000_000_000, "99h"), (-5, "0.0s"), (.max, "99h"), (.min, "0.0s"),
    ] as [(Int64, String)])
  func `a short duration has at most four columns and is cut off`(microseconds: Int64, expected: String) {
    #expect(DurationText.short(microseconds: microseconds) == expected)
  }

  @Test(
    arguments: [
      (0, "0.0s"), (10_000_000, " 10s"), (60_000_000, "1m00"), (600_000_000, " 10m"), (3_600_000_000, "1h00"),
      (36_000_000_000, " 10h"),
    ] as [(Int64, String)])
  func `a compact duration is four columns, right aligned`(microseconds: Int64, expected: String) {
    let cells = DurationText.compact(microseconds: microseconds)
    #expect([cells.0, cells.1, cells.2, cells.3] == expected.unicodeScalars.map(\.value))
  }

  @Test(
    arguments: [
      (0, "0.0s"), (49_999, "0.0s"), (50_000, "0.1s"), (12_340_000, "12.3s"), (12_350_000, "12.4s"),
      (59_940_000, "59.9s"),
      (59_949_999, "59.9s"), (59_950_000, "1m00s"), (59_960_000, "1m00s"), (60_000_000, "1m00s"), (62_000_000, "1m02s"),
      (119_940_000, "1m59s"), (119_960_000, "2m00s"), (3_599_940_000, "59m59s"), (3_599_960_000, "1h00m"),
      (3_720_000_000, "1h02m"), (360_000_000_000, "100h00m"), (-1, "0.0s"), (.min, "0.0s"),
    ] as [(Int64, String)])
  func `a precise duration is rounded to tenths, and never has sixty seconds`(microseconds: Int64, expected: String) {
    #expect(DurationText.precise(microseconds: microseconds) == expected)
  }

  @Test func `the longest duration there is has words too`() {
    #expect(DurationText.precise(microseconds: .max) == "2562047788h00m")
    #expect(DurationText.clock(microseconds: .max).hasPrefix("2562047788:00:"))
  }

  @Test(
    arguments: [
      (0, "0:00:00"), (999_999, "0:00:00"), (59_999_999, "0:00:59"), (60_000_000, "0:01:00"), (192_000_000, "0:03:12"),
      (3_599_999_999, "0:59:59"), (3_600_000_000, "1:00:00"), (90_061_000_000, "25:01:01"), (-7, "0:00:00"),
    ] as [(Int64, String)])
  func `a clock shows hours, minutes and whole seconds`(microseconds: Int64, expected: String) {
    #expect(DurationText.clock(microseconds: microseconds) == expected)
  }
}
