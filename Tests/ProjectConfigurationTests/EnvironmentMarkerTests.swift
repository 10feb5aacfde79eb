import Testing

@testable import ProjectConfiguration

@Suite struct EnvironmentMarkerTests {
  private let machine = [
    "sys_platform": "linux", "python_version": "3.11", "python_full_version": "3.11.7", "os_name": "posix",
  ]

  @Test(arguments: [
    ("sys_platform == 'linux'", true), ("sys_platform != \"linux\"", false), ("python_version >= '3.9'", true),
    ("python_version < '3.9'", false), ("python_version == '3.*'", true), ("python_version ~= '3.8'", true),
    ("python_full_version > '3.11.6' and os_name == 'posix'", true), ("'lin' in sys_platform", true),
    ("'win' not in sys_platform", true),
    ("(os_name == 'nt' or python_version == '3.11') and sys_platform == 'linux'", true),
    ("os_name == 'nt' or os_name == 'os2'", false), ("'3.10' <= python_version", true),
  ])
  func `markers hold as PEP 508 says`(text: String, holds: Bool) throws {
    #expect(try EnvironmentMarker(text).holds(in: machine) == holds)
  }

  @Test(arguments: [
    "", "sys_platform", "x == 'y'", "sys_platform == 'a", "(os_name == 'nt'", "os_name is 'nt'", "a b c",
  ])
  func `other texts are no markers`(text: String) {
    #expect(throws: MarkerError.self) { try EnvironmentMarker(text) }
  }
}
