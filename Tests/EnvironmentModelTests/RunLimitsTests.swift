import EnvironmentModel
import Testing

@Suite struct RunLimitsTests {
  @Test(arguments: [
    ("1048576 B", 1_048_576), ("512 MB", 536_870_912), ("1.5GiB", 1_610_612_736), ("2g", 2_147_483_648), ("8 kb", 8192),
    ("1TB", 1_099_511_627_776), ("0 GB", nil), ("0", nil), ("6", nil), ("0.1 B", nil), ("", nil), ("GB", nil),
    ("2 XB", nil), ("-1", nil), ("1.2.3", nil),
    ("99999999999999999999 TB", nil),
  ])
  func `amounts of memory are read as people write them`(text: String, count: Int?) {
    #expect(ByteSize.read(text) == count)
  }

  @Test func `kinds go by any of their words, and the later place counts`() throws {
    var project = RunLimits()
    try project.set("docker", to: "4")
    try project.set("test", to: " 2 ")
    try project.set("memory", to: "1 GB")
    var line = RunLimits()
    try line.set("container", to: "1")
    let limits = project.overridden(by: line)
    #expect(limits.counts == ["container": 1, "test": 2])
    #expect(limits.memory == 1_073_741_824)
  }

  @Test(arguments: [("test", "1", "test"), ("container", "2", "docker"), ("memory", "1 GB", "memory")])
  func `nothing is limited twice in one place`(name: String, value: String, other: String) throws {
    var limits = RunLimits()
    try limits.set(name, to: value)
    let fault = #expect(throws: RunLimits.Fault.self) { try limits.set(other, to: value) }
    #expect(fault?.message == "'\(other)' is limited twice")
  }

  @Test func `thresholds of pressure are percentages, and the later place counts`() throws {
    var project = RunLimits()
    #expect(project.pressureThresholds() == .standard)
    try project.set("memory_pressure", to: "35 %")
    try project.set("io_pressure", to: "off")
    var line = RunLimits()
    try line.set("memory_pressure", to: "40")
    let thresholds = project.overridden(by: line).pressureThresholds()
    #expect(["cpu", "memory", "io"].map { thresholds.percent(of: $0) } == [75, 40, nil])
    let sparing = project.pressureThresholds(sparingProcessors: true)
    #expect(["cpu", "memory", "io"].map { sparing.percent(of: $0) } == [nil, 35, nil])
    var own = project
    try own.set("cpu_pressure", to: "90")
    #expect(own.pressureThresholds(sparingProcessors: true).percent(of: "cpu") == 90)
    for text in ["0", "101", "much", "10 %%", ""] {
      let fault = #expect(throws: RunLimits.Fault.self) { try project.set("cpu_pressure", to: text) }
      #expect(fault?.message == "'\(text)' is no threshold for 'cpu_pressure'")
    }
  }

  @Test(arguments: [
    ("conad", "1", "there is nothing called 'conad' to limit", "did you mean 'conda'?"),
    ("conda", "0", "'0' is no number of steps for 'conda'", "use a whole number from 1 on"),
    (
      "memory", "much", "'much' is no amount of memory",
      "write a number with B, KB, MB, GB or TB, such as '512 MB' or '1.5 GB'"
    ),
    (
      "memory", "6", "'6' is an amount of memory without a unit",
      "write it with B, KB, MB, GB or TB: '6 GB', or '6 MB'"
    ), ("memory", "0 GB", "'0 GB' is no amount of memory", "leave it out to set no amount"),
  ])
  func `what is no limit is told`(name: String, value: String, message: String, help: String) {
    var limits = RunLimits()
    let fault = #expect(throws: RunLimits.Fault.self) { try limits.set(name, to: value) }
    #expect(fault?.message == message)
    #expect(fault?.help == help)
  }
}
