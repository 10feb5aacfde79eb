import Logs
import Testing

@Suite struct FirstErrorTests {
  @Test(arguments: [
    (
      """
      tests/test_models.py::test_unique FAILED
          def test_unique():
      >       assert Item.objects.count() == 1
      E       assert 2 == 1
      E        +  where 2 = count()
      tests/test_models.py:88: AssertionError
      FAILED tests/test_models.py::test_unique - assert 2 == 1
      """, "assert 2 == 1"
    ),
    (
      """
      ............F
      FAILED tests/test_a.py::test_x - ValueError: no
      FAILED tests/test_a.py::test_y - KeyError: 'k'
      2 failed, 10 passed in 0.20s
      """, "FAILED tests/test_a.py::test_x - ValueError: no"
    ),
    (
      """
      gcc -c main.c
      main.c: In function 'main':
      main.c:3:3: warning: unused variable 'error'
      main.c:4:10: error: 'x' undeclared (first use in this function)
      main.c:5:10: error: expected ';'
      make: *** [Makefile:2: main.o] Error 1
      """, "main.c:4:10: error: 'x' undeclared (first use in this function)"
    ),
    (
      "x.c:1:10: fatal error: Python.h: No such file or directory",
      "x.c:1:10: fatal error: Python.h: No such file or directory"
    ),
    ("a.ts(3,1): error TS2322: Type 'a' is not assignable", "a.ts(3,1): error TS2322: Type 'a' is not assignable"),
    (
      "   Compiling a\nerror[E0382]: use of moved value\nerror: could not compile `a`",
      "error[E0382]: use of moved value"
    ),
    (
      """
      Traceback (most recent call last):
        File "a.py", line 1, in <module>
          f()
        File "a.py", line 2, in f
          raise ValueError("error: bad")
      ValueError: error: bad
      """, "ValueError: error: bad"
    ),
    (
      """
      Traceback (most recent call last):
        File "a.py", line 1
      KeyError: 'k'

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "a.py", line 3
      RuntimeError: no k
      """, "RuntimeError: no k"
    ),
    (
      """
      error: subprocess-exited-with-error
        × python setup.py egg_info did not run successfully.
            Traceback (most recent call last):
              File "<string>", line 2, in <module>
            ModuleNotFoundError: No module named 'numpy'
      note: This error originates from a subprocess.
      error: metadata-generation-failed
      """, "ModuleNotFoundError: No module named 'numpy'"
    ),
    (
      """
      FAIL: test_x (m.T)
      Traceback (most recent call last):
        File "m.py", line 4, in test_x
      AssertionError: 1 != 2

      FAILED (failures=1)
      """, "AssertionError: 1 != 2"
    ),
    (
      """
      Collecting nosuch
      ERROR: Could not find a version that satisfies the requirement nosuch (from versions: none)
      ERROR: No matching distribution found for nosuch
      """, "ERROR: Could not find a version that satisfies the requirement nosuch (from versions: none)"
    ),
    (
      """
      Creating virtual environment at: .venv
        × No solution found when resolving dependencies:
        ╰─▶ Because only attrs<=25.4.0 is available and you require attrs>=99, we
            can conclude that your requirements are unsatisfiable.
      """, "Because only attrs<=25.4.0 is available and you require attrs>=99, we"
    ),
    (
      """
      Using Python 3.11.7 environment at: xv
      error: No solution found when resolving dependencies
        cause: Because you require six<1 and six>1.10, we can conclude that your requirements are unsatisfiable.
      """, "Because you require six<1 and six>1.10, we can conclude that your requirements are unsatisfiable."
    ),
    (
      """
      WARNING: Retrying (Retry(total=1, connect=None)) after connection broken by 'NewConnectionError('<object at 0x7>: \
      Failed to establish a new connection: [Errno 111] Connection refused')': /simple/six/
      WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<object at 0x7>: \
      Failed to establish a new connection: [Errno 111] Connection refused')': /simple/six/
      ERROR: Could not find a version that satisfies the requirement six (from versions: none)
      """, "Failed to establish a new connection: [Errno 111] Connection refused"
    ),
    ("a.py:1:8: F401 [*] `os` imported but unused\nFound 1 error.", "a.py:1:8: F401 [*] `os` imported but unused"),
    (
      "F401 [*] `os` imported but unused\n --> a.py:1:8\n  |\n1 | import os\n\nFound 1 error.",
      "F401 [*] `os` imported but unused"
    ),
    ("Reading package lists...\nE: Unable to locate package nosuch", "E: Unable to locate package nosuch"),
    ("sh: 1: pytest: command not found\nmake: *** [test] Error 127", "sh: 1: pytest: command not found"),
    ("=== RUN TestA\n--- FAIL: TestA (0.00s)\nFAIL\texit 1", "--- FAIL: TestA (0.00s)"),
    ("make: Entering directory\nmake: *** [all] Error 2\nbye", "make: *** [all] Error 2"),
    (
      """
      ◇ Test additionWorks() started.
      ✘ Test additionWorks() recorded an issue at SumTests.swift:7:5: Expectation failed: (sum → 4) == 5
      ✘ Test additionWorks() failed after 0.001 seconds with 1 issue.
      """, "✘ Test additionWorks() recorded an issue at SumTests.swift:7:5: Expectation failed: (sum → 4) == 5"
    ),
    (
      """
      /p/Tests/T.swift:9: error: T.testSum : XCTAssertEqual failed: ("4") is not equal to ("5")
      Test Case 'T.testSum' failed (0.001 seconds)
      """, "/p/Tests/T.swift:9: error: T.testSum : XCTAssertEqual failed: (\"4\") is not equal to (\"5\")"
    ),
    (
      """
      npm error code ENOENT
      npm error syscall open
      npm error path /p/package.json
      npm error enoent Could not read package.json
      npm error A complete log of this run can be found in: /root/.npm/_logs/x.log
      """, "npm error enoent Could not read package.json"
    ),
    (
      """
      app/models.py:12: error: Incompatible return value type (got "int", expected "str")  [return-value]
      Found 1 error in 1 file (checked 3 source files)
      """, "app/models.py:12: error: Incompatible return value type (got \"int\", expected \"str\")  [return-value]"
    ),
    ("starting\n  something odd  \n\n", "something odd"),
    ("1 passed, 0 errors", "1 passed, 0 errors"),
    (
      """
        + Exception Group Traceback (most recent call last):
        |   File "a.py", line 1
        | ExceptionGroup: two (2 sub-exceptions)
      """,
      "| ExceptionGroup: two (2 sub-exceptions)"
    ),
  ])
  func `the most telling line is picked`(log: String, expected: String) throws {
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let found = try #require(FirstError.find(in: lines))
    #expect(found.text == expected)
    #expect(lines[found.index].contains(expected))
  }

  @Test(arguments: [[], [""], ["  ", "\t"]])
  func `blank output has none`(lines: [String]) {
    #expect(FirstError.find(in: lines) == nil)
  }

  @Test func `a traceback that was cut off does not count`() {
    let lines = ["Traceback (most recent call last):", "  File \"a.py\", line 1"]
    #expect(FirstError.find(in: lines)?.index == 0)
  }

  @Test(arguments: [
    ("src/a.c:3:7: error: x", ErrorPlace(file: "src/a.c", line: 3, column: 7)),
    ("a.ts(3,1): error TS2322: x", ErrorPlace(file: "a.ts", line: 3, column: 1)),
    ("app/models.py:12: error: Incompatible", ErrorPlace(file: "app/models.py", line: 12)),
    ("/p/T.swift:9: error: T.testSum : x", ErrorPlace(file: "/p/T.swift", line: 9)),
    (
      "✘ Test \"a at b\" recorded an issue at A.swift:7:5: Expectation", ErrorPlace(file: "A.swift", line: 7, column: 5)
    ),
    ("error[E0382]: use of moved value\n  --> src/main.rs:4:9", ErrorPlace(file: "src/main.rs", line: 4, column: 9)),
    (
      "E       assert 2 == 1\nE        +  where 2 = f()\n\ntests/test_a.py:88: AssertionError",
      ErrorPlace(file: "tests/test_a.py", line: 88)
    ),
    (
      """
      Traceback (most recent call last):
        File "app/a.py", line 3, in f
        File "/v/lib/python3.11/site-packages/x.py", line 9, in g
      ValueError: x
      """, ErrorPlace(file: "app/a.py", line: 3)
    ),
    ("--- FAIL: TestA (0.00s)\n    a_test.go:12: want 1", ErrorPlace(file: "a_test.go", line: 12)),
    (
      "● adds\n    at f (node_modules/x/i.js:1:1)\n    at Object.<anonymous> (src/a.test.js:5:11)",
      ErrorPlace(file: "src/a.test.js", line: 5, column: 11)
    ),
    ("FAILED tests/test_a.py::test_x - ValueError", ErrorPlace(file: "tests/test_a.py")),
    ("E: Unable to locate package nosuch", nil), ("Killed: error: 3", nil),
  ])
  func `the place is told where a tool tells it`(log: String, place: ErrorPlace?) throws {
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(try #require(FirstError.find(in: lines)).place == place)
  }

  @Test func `a pattern of the project's own counts before all others`() throws {
    let pattern = try #require(ErrorPattern(#"^\[KO\] (?<message>.+) in (?<file>\S+) line (?<line>\d+)"#))
    let lines = ["a.c:1:1: error: x", "[KO] no answer in net.cfg line 12", "E   assert 1"]
    let found = try #require(FirstError.find(in: lines, patterns: [pattern]))
    #expect(found.text == "no answer" && found.index == 1)
    #expect(found.place == ErrorPlace(file: "net.cfg", line: 12))
    #expect(FirstError.find(in: ["KO", "E   assert 1"], patterns: [pattern])?.text == "assert 1")
    #expect(ErrorPattern("(") == nil)
  }

  @Test func `what merely looks like an error counts among the last lines only`() {
    let filler = Array(repeating: "ok", count: 300)
    #expect(FirstError.find(in: ["error: harmless"] + filler + ["Killed"])?.text == "Killed")
    #expect(FirstError.find(in: ["a.c:1:1: error: x"] + filler + ["a.c:9:1: error: y"])?.text == "a.c:1:1: error: x")
  }
}
