package import Host

/// Reads how hard the machine has to work.
///
/// Where the kernel tells pressure (PSI: `/proc/pressure`, and `*.pressure` of the control group of this process), that
/// counts: the averages of the last ten seconds. Elsewhere the load average and the memory that is available do.
///
/// Processors are under pressure as soon as one task more is ready than there are of them, which is no harm yet. So of
/// them the lesser of two shares is taken: the time in which some task waited, and the part of the load that is beyond
/// the processors (three quarters where four tasks want each one).
package struct PressureReader: Sendable {
  private let files: any FileHost
  private let processorCount: Int
  /// The folder of the control group of this process; `nil` where there is none.
  private let group: String?

  /// - Parameter processorCount: How many the machine has, whatever this process may use.
  package init(files: any FileHost, processorCount: Int) {
    self.files = files
    self.processorCount = max(1, processorCount)
    // Systems without control groups have no such file.
    let membership = (try? files.read("/proc/self/cgroup")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    group = membership.split(separator: "\n").first { $0.hasPrefix("0::/") }.map { "/sys/fs/cgroup\($0.dropFirst(3))" }
  }

  /// What the machine tells now; costs a few short reads.
  package func read() -> PressureReading {
    var reading = PressureReading()
    let waiting = text("/proc/loadavg").flatMap { Self.waitingShare(inLoad: $0, processorCount) }
    let stalled = share("cpu", "some")
    reading.shares[.processor] = [waiting, stalled].compactMap { $0 }.min()
    reading.shares[.memory] = share("memory", "some") ?? text("/proc/meminfo").flatMap(Self.scarcity)
    reading.shares[.io] = share("io", "full")
    return reading
  }

  /// The greater share of the machine and of the control group; `nil` where neither tells any.
  private func share(_ resource: String, _ line: String) -> Double? {
    let paths = ["/proc/pressure/\(resource)"] + (group.map { ["\($0)/\(resource).pressure"] } ?? [])
    return paths.compactMap { text($0).flatMap { Self.share(in: $0, line) } }.max()
  }

  // Kernels without such files have nothing to tell.
  private func text(_ path: String) -> String? {
    (try? files.read(path)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The average of ten seconds in `some avg10=1.53 avg60=…`.
  static func share(in text: String, _ name: String) -> Double? {
    let words = text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }?.split(separator: " ") ?? []
    return words.first { $0.hasPrefix("avg10=") }.flatMap { Double($0.dropFirst(6)) }
  }

  /// The part of the load of the last minute that no processor was there for, in percent.
  static func waitingShare(inLoad text: String, _ processorCount: Int) -> Double? {
    guard let load = text.split(separator: " ").first.flatMap({ Double($0) }), load >= 0 else { return nil }
    return load <= Double(processorCount) ? 0 : (1 - Double(processorCount) / load) * 100
  }

  /// From 0 where a tenth of the memory is available to 100 where none is.
  static func scarcity(in text: String) -> Double? {
    var amounts: [Substring: Double] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == ":" }
      if words.count >= 2 { amounts[words[0]] = Double(words[1]) }
    }
    guard let total = amounts["MemTotal"], let available = amounts["MemAvailable"], total > 0 else { return nil }
    return max(0, 1 - available / total * 10) * 100
  }
}
