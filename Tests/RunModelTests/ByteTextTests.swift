import RunModel
import Testing

@Suite struct ByteTextTests {
  @Test(arguments: [
    (-1, "0 B"), (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1249, "1.2 kB"), (9949, "9.9 kB"), (9950, "10 kB"),
    (999_499, "999 kB"), (999_500, "1.0 MB"), (48_000_000, "48 MB"), (3_000_000_000, "3.0 GB"),
    (Int.max, "9223 PB"),
  ])
  func `counts have two digits at least and the unit that fits`(byteCount: Int, text: String) {
    #expect(ByteText.short(byteCount) == text)
  }

  @Test func `what is not known of a command is not told`() {
    var end = CommandEnd(
      index: 0, exitCode: 0, signal: nil, duration: .seconds(1), cpuTime: .milliseconds(3900),
      peakMemoryByteCount: 48_000_000)
    #expect(end.usageTexts == ["CPU 3.9s", "peak 48 MB"])
    end.systemTime = .milliseconds(200)
    end.readByteCount = 1_200_000
    end.writtenByteCount = 0
    #expect(end.usageTexts == ["CPU 3.9s (system 0.2s)", "peak 48 MB", "read 1.2 MB", "wrote 0 B"])
  }
}
