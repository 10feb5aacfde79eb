import EnvironmentModel
import Testing

@Suite struct PythonFactorTests {
  @Test(
    arguments: [
      ("py", []), ("py3", [3]), ("py2", [2]), ("py27", [2, 7]), ("py39", [3, 9]), ("py311", [3, 11]),
      ("py3.11", [3, 11]),
      ("3.12", [3, 12]), ("3.11.4", [3, 11, 4]), ("python", []), ("python3", [3]), ("python3.11", [3, 11]),
      ("python-3.11", [3, 11]), ("py3100", [3, 100]),
    ] as [(String, [Int])])
  func `a version alone asks for any Python`(text: String, version: [Int]) {
    #expect(PythonFactor(text) == PythonFactor(implementation: .any, version: version))
  }

  @Test(
    arguments: [
      ("pypy", .pypy, []), ("pypy3", .pypy, [3]), ("pypy310", .pypy, [3, 10]), ("pypy3.10", .pypy, [3, 10]),
      ("cpython", .cpython, []), ("cpython311", .cpython, [3, 11]), ("cpython3.11.4", .cpython, [3, 11, 4]),
      ("cpython@3.12", .cpython, [3, 12]), ("cpython-3.12", .cpython, [3, 12]), ("cp313", .cpython, [3, 13]),
      ("graalpy", .graalpy, []), ("graalpy311", .graalpy, [3, 11]), ("jython27", .jython, [2, 7]),
      ("ironpython", .ironpython, []), ("ironpython3.4", .ironpython, [3, 4]),
    ] as [(String, PythonFactor.Implementation, [Int])])
  func `an implementation may be named`(text: String, implementation: PythonFactor.Implementation, version: [Int]) {
    #expect(PythonFactor(text) == PythonFactor(implementation: implementation, version: version))
  }

  @Test(
    arguments: [
      ("py313t", .any, [3, 13]), ("py3.13t", .any, [3, 13]), ("3.13t", .any, [3, 13]), ("cp314t", .cpython, [3, 14]),
      ("python3t", .any, [3]), ("cpython@3.13t", .cpython, [3, 13]),
    ] as [(String, PythonFactor.Implementation, [Int])])
  func `a t asks for the build without the lock`(
    text: String, implementation: PythonFactor.Implementation, version: [Int]
  ) {
    #expect(
      PythonFactor(text) == PythonFactor(implementation: implementation, version: version, isFreeThreaded: true))
  }

  @Test func `without a t nothing is said about the lock`() {
    #expect(PythonFactor("py313")?.isFreeThreaded == nil)
  }

  @Test(arguments: [
    "", "docs", "lint", "conda", "pytest", "pyt", "pyx", "pypyx", "cpu", "cov", "Python3", "t", "x3.11", "pylint",
    "graal", "pypi", "jython-jar", "py3.11b1", "py3.x",
  ])
  func `other words name no interpreter`(text: String) {
    #expect(PythonFactor(text) == nil)
  }

  @Test(arguments: ["3", "311", "27", "2024"])
  func `a bare number without a dot is no version`(text: String) {
    #expect(PythonFactor(text) == nil)
  }

  @Test(arguments: [
    "3.", ".3", ".", "..", "3..11", "3.11.4.1", "py3.", "py.3", "py31111", "py３11", "3.-1", "py3 11", " 3.11",
    "99999999999999999999.1", "py3.99999999999999999999", "3.1.99999999999999999999",
  ])
  func `a version that cannot be is refused`(text: String) {
    #expect(PythonFactor(text) == nil)
  }

  @Test(arguments: ["python-", "py@", "pypy-", "python-t", "-3.11", "@3.11", "py--3", "py-@3"])
  func `a separator stands between an implementation and a version`(text: String) {
    #expect(PythonFactor(text) == nil)
  }

  @Test(arguments: [
    ("py311", "python 3.11"), ("py", "python"), ("pypy310", "pypy 3.10"), ("3.11.4", "python 3.11.4"),
    ("cp313t", "cpython 3.13t"), ("graalpy", "graalpy"), ("py3", "python 3"),
  ])
  func `messages name the interpreter in words`(text: String, expected: String) throws {
    #expect(try #require(PythonFactor(text)).description == expected)
  }
}
