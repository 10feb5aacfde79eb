import Artifacts
import Testing

@Suite struct WheelTagsTests {
  private static let glibc = PythonPlatform(architecture: "x86_64", library: .glibc(major: 2, minor: 36))
  private static let musl = PythonPlatform(architecture: "x86_64", library: .musl(major: 1, minor: 2))
  private static let cpython = PythonInterpreter(implementation: .cpython, major: 3, minor: 11, platform: glibc)

  private func fits(_ tag: String, _ interpreter: PythonInterpreter) -> Bool {
    WheelTags(WheelTag.expanded(tag)).compatibility(with: interpreter).isCompatible
  }

  // Compared with the package `packaging` for 34,496 combinations when it was written.
  @Test(arguments: [
    ("cp311-cp311-linux_x86_64", true), ("cp310-cp310-linux_x86_64", false), ("cp311-cp311-linux_aarch64", false),
    ("cp311-cp311-any", false), ("cp311-none-any", true), ("cp310-none-any", false), ("cp311-none-linux_x86_64", true),
    ("cp38-abi3-linux_x86_64", true), ("cp311-abi3-linux_x86_64", true), ("cp312-abi3-linux_x86_64", false),
    ("cp38-abi3t-linux_x86_64", false), ("cp31-abi3-linux_x86_64", false), ("py3-none-any", true),
    ("py2-none-any", false), ("py2.py3-none-any", true), ("py39-none-any", true), ("py312-none-any", false),
    ("py3-none-linux_x86_64", true), ("py3-abi3-linux_x86_64", false), ("cp3-none-any", false),
    ("pp311-none-any", false), ("cp311-cp311t-linux_x86_64", false), ("x-y-z", false), ("py-none-any", false),
    ("py3x-none-any", false),
  ])
  func `a triple fits CPython or does not`(tag: String, isFit: Bool) {
    #expect(fits(tag, Self.cpython) == isFit)
  }

  @Test(arguments: [
    ("manylinux1_x86_64", true, false), ("manylinux2010_x86_64", true, false), ("manylinux2014_x86_64", true, false),
    ("manylinux_2_36_x86_64", true, false), ("manylinux_2_37_x86_64", false, false),
    ("manylinux_2_17_aarch64", false, false), ("musllinux_1_2_x86_64", false, true),
    ("musllinux_1_1_x86_64", false, true), ("musllinux_1_3_x86_64", false, false),
    ("musllinux_2_0_x86_64", false, false), ("win_amd64", false, false), ("manylinux_x_y_x86_64", false, false),
    ("linux_x86_64", true, true), ("macosx_11_0_arm64", false, false),
  ])
  func `a platform fits each C library or does not`(tag: String, glibc: Bool, musl: Bool) {
    #expect(Self.glibc.compatibility(with: tag).isCompatible == glibc)
    #expect(Self.musl.compatibility(with: tag).isCompatible == musl)
    let unknown = PythonPlatform(architecture: "x86_64", library: nil)
    #expect(unknown.compatibility(with: tag).isCompatible == (tag == "linux_x86_64"))
  }

  @Test(arguments: [
    (13, "cp313-cp313t-linux_x86_64", true), (13, "cp313-cp313-linux_x86_64", false),
    (13, "cp38-abi3-linux_x86_64", false), (15, "cp315-abi3t-linux_x86_64", true), (13, "py3-none-any", true),
    (13, "cp313-none-any", true),
  ])
  func `without the global lock the interface is another one`(minor: Int, tag: String, isFit: Bool) {
    let interpreter = PythonInterpreter(
      implementation: .cpython, major: 3, minor: minor, isFreeThreaded: true, platform: Self.glibc)
    #expect(fits(tag, interpreter) == isFit)
  }

  @Test(arguments: [
    ("pp310-pypy310_pp73-linux_x86_64", true), ("pp39-pypy39_pp73-linux_x86_64", false),
    ("pp310-pypy39_pp73-linux_x86_64", false), ("pp3-none-any", true), ("py3-none-any", true),
    ("cp310-cp310-linux_x86_64", false), ("cp38-abi3-linux_x86_64", false), ("pp310-none-linux_x86_64", true),
    ("pp3-none-linux_x86_64", false), ("pp310-pypy310_pp73-manylinux_2_28_x86_64", true),
  ])
  func `a triple fits PyPy or does not`(tag: String, isFit: Bool) {
    let interpreter = PythonInterpreter(implementation: .pypy, major: 3, minor: 10, platform: Self.glibc)
    #expect(fits(tag, interpreter) == isFit)
  }

  @Test(arguments: [
    ("cp37-cp37m-linux_x86_64", 3, 7), ("cp27-cp27mu-linux_x86_64", 2, 7), ("cp38-cp38-linux_x86_64", 3, 8),
  ])
  func `old interfaces bear letters`(tag: String, major: Int, minor: Int) {
    #expect(
      fits(tag, PythonInterpreter(implementation: .cpython, major: major, minor: minor, platform: Self.glibc)))
  }

  @Test func `other implementations need their interface to be known`() {
    var interpreter = PythonInterpreter(
      implementation: .other("graalpy"), major: 3, minor: 11, platform: Self.glibc)
    #expect(!fits("graalpy311-graalpy240_311_native-linux_x86_64", interpreter))
    interpreter.abi = "graalpy240_311_native"
    #expect(fits("graalpy311-graalpy240_311_native-linux_x86_64", interpreter))
    #expect(fits("py3-none-any", interpreter))
  }

  @Test(arguments: [
    ("cp310-cp310-linux_x86_64", "is built for cp310, and this is cp311"),
    ("cp311-cp311d-linux_x86_64", "is built for the interface cp311d, which cp311 does not have"),
    ("cp310-cp310-linux_x86_64.win_amd64", "is built for cp310, and this is cp311"),
    ("cp310.cp311-cp311-manylinux_2_38_x86_64", "needs glibc 2.38, and this is glibc 2.36"),
    ("cp311-cp311-musllinux_1_2_x86_64", "needs musl (musllinux_1_2_x86_64), and this is glibc 2.36"),
    ("cp311-cp311-win_amd64", "is built for win_amd64, and this is linux_x86_64"),
    ("", "has no tags"),
  ])
  func `the reason is that of the triple that comes closest`(tag: String, reason: String) {
    #expect(
      WheelTags(WheelTag.expanded(tag)).compatibility(with: Self.cpython) == .incompatible(reason: reason))
  }
}
