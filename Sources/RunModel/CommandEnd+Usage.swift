extension CommandEnd {
  /// What the command used, a fact each: `CPU 3.9s (system 0.2s)`, `peak 48 MB`, `read 1.2 MB`, `wrote 14 kB`.
  package var usageTexts: [String] {
    let system = systemTime.map { " (system \(Self.text($0)))" } ?? ""
    return [
      "CPU \(Self.text(cpuTime))\(system)", "peak \(ByteText.short(peakMemoryByteCount))",
      readByteCount.map { "read \(ByteText.short($0))" }, writtenByteCount.map { "wrote \(ByteText.short($0))" },
    ].compactMap(\.self)
  }

  private static func text(_ time: Duration) -> String { DurationText.short(microseconds: time.microseconds) }
}
