import EnvironmentModel
import TestKit
import Testing

@testable import Orchestration

@Suite struct BackPressureTests {
  private func pressure(_ thresholds: PressureThresholds = .standard) -> BackPressure { BackPressure(thresholds) }

  @Test func `it begins at the threshold and ends well below it`() {
    var pressure = pressure()
    var course: [String] = []
    for share in [0.0, 19.9, 20, 35, 19, 14.1, 13.9, 19, 20] {
      switch pressure.take(PressureReading([.memory: share])) {
      case .hold(let reason): course.append("\(share): \(reason)")
      case .release: course.append("\(share): goes on")
      case nil: break
      }
    }
    #expect(
      course == [
        "20.0: memory pressure 20 %, the threshold is 20 %", "13.9: goes on",
        "20.0: memory pressure 20 %, the threshold is 20 %",
      ])
  }

  @Test func `each resource has to be at ease before anything goes on`() {
    var pressure = pressure()
    #expect(pressure.take(PressureReading([.memory: 50, .io: 90, .processor: 10])) != nil)
    #expect(pressure.take(PressureReading([.memory: 0, .io: 60, .processor: 100])) == nil)
    #expect(pressure.take(PressureReading([.memory: 0, .io: 0, .processor: 100])) == nil && pressure.isHolding)
    #expect(pressure.take(PressureReading([.memory: 0, .io: 0, .processor: 10])) != nil && !pressure.isHolding)
  }

  @Test func `what is not known, or has no threshold, presses nothing`() {
    var pressure = pressure()
    #expect(pressure.take(PressureReading()) == nil)
    #expect(pressure.take(PressureReading([.io: 99])) != nil)
    #expect(pressure.take(PressureReading()) != nil && !pressure.isHolding)
    var thresholds = PressureThresholds.standard
    thresholds.set("io_pressure", to: nil)
    thresholds.set("cpu_pressure", to: 5)
    var other = self.pressure(thresholds)
    #expect(other.take(PressureReading([.io: 100])) == nil)
    #expect(other.take(PressureReading([.processor: 5])) != nil)
    var none = self.pressure(.none)
    #expect(none.take(PressureReading([.io: 100, .memory: 100, .processor: 100])) == nil)
  }

  private func reading(_ texts: [String: String], processors: Int = 4) -> [PressureReading.Resource: Double] {
    let files = MemoryFiles()
    for (path, text) in texts { files.put(text, at: path) }
    return PressureReader(files: files, processorCount: processors).read().shares
  }

  @Test func `the kernel's own words count where it has them, and the worse of machine and group`() {
    let stalls = { (some: String, full: String) in
      "some avg10=\(some) avg60=1.00 avg300=1.00 total=9\nfull avg10=\(full) avg60=1.00 avg300=1.00 total=9\n"
    }
    let shares = reading([
      "/proc/self/cgroup": "4:memory:/x\n0::/user/me\n", "/proc/loadavg": "16.0 1.0 1.0 3/100 9\n",
      "/proc/pressure/cpu": stalls("90.50", "0.00"), "/proc/pressure/memory": stalls("3.00", "1.00"),
      "/proc/pressure/io": stalls("80.00", "12.00"), "/sys/fs/cgroup/user/me/memory.pressure": stalls("31.25", "2.00"),
      "/proc/meminfo": "MemTotal: 100 kB\nMemAvailable: 1 kB\n",
    ])
    #expect(shares == [.processor: 75, .memory: 31.25, .io: 12])
  }

  @Test func `without them the load and what memory is left do`() {
    #expect(
      reading([
        "/proc/loadavg": "40.00 1.0 1.0 3/100 9\n",
        "/proc/meminfo": "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    50 kB\n",
      ]) == [.processor: 90, .memory: 50])
    #expect(
      reading([
        "/proc/loadavg": "3.99 1.0 1.0 3/100 9\n", "/proc/meminfo": "MemTotal: 1000 kB\nMemAvailable: 900 kB\n",
      ]) == [.processor: 0, .memory: 0])
    #expect(reading([:]) == [:])
    #expect(reading(["/proc/loadavg": "much\n", "/proc/meminfo": "MemTotal\n", "/proc/pressure/io": "?"]) == [:])
  }
}
