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
    ("Reading package lists...\nE: Unable to locate package nosuch", "E: Unable to locate package nosuch"),
    ("sh: 1: pytest: command not found\nmake: *** [test] Error 127", "sh: 1: pytest: command not found"),
    ("=== RUN TestA\n--- FAIL: TestA (0.00s)\nFAIL\texit 1", "--- FAIL: TestA (0.00s)"),
    ("make: Entering directory\nmake: *** [all] Error 2\nbye", "make: *** [all] Error 2"),
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
}
