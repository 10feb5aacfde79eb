import EnvironmentModel
import Testing

@testable import ProjectConfiguration

@Suite struct LockFileTests {
  private static let text = """
    lock-version = "1.0"
    default-groups = ["test"]
    [[packages]]
    name = "attrs"
    version = "25.1"
    wheels = [{name = "attrs.whl", url = "https://x/attrs.whl", hashes = {sha256 = "aa"}}]
    [[packages]]
    name = "pytest"
    version = "8.0"
    marker = "'test' in dependency_groups or 'all' in extras"
    sdist = {name = "p.tar.gz", hashes = {sha256 = "bb", sha512 = "cc"}}
    [[packages]]
    name = "old"
    version = "1"
    requires-python = "<3.8"
    wheels = [{hashes = {sha256 = "dd"}}]
    [[packages]]
    name = "windows-only"
    version = "1"
    marker = "sys_platform == 'win32'"
    """
  private static let machine = ["python_full_version": "3.11.7", "python_version": "3.11", "sys_platform": "linux"]

  private func lines(_ text: String = text, extras: [String] = [], groups: [String] = []) throws -> [String] {
    try LockFile(Array(text.utf8), path: "/p/lock/pylock.toml").lines(
      for: Self.machine, extras: extras, groups: groups)
  }

  @Test func `packages are those for the machine, with all their hashes`() throws {
    #expect(
      try lines() == ["attrs==25.1 --hash=sha256:aa", "pytest==8.0 --hash=sha256:bb --hash=sha512:cc"])
    #expect(try lines(groups: ["docs"]) == ["attrs==25.1 --hash=sha256:aa"])
    #expect(try lines(extras: ["all"], groups: ["docs"]).count == 2)
    #expect(try lines(extras: ["al"], groups: ["docs"]).count == 1)
  }

  @Test func `folders, archives and commits are named, and then nothing has a hash`() throws {
    let more = """

      [[packages]]
      name = "own"
      directory = {path = "../my own", editable = true}
      [[packages]]
      name = "part"
      directory = {path = "parts", subdirectory = "one"}
      [[packages]]
      name = "kept"
      archive = {url = "https://x/kept.zip", subdirectory = "s", hashes = {sha256 = "ee"}}
      [[packages]]
      name = "repo"
      vcs = {type = "git", url = "https://x/repo.git", commit-id = "abc"}
      """
    #expect(
      try lines(Self.text + more) == [
        "-e file:///p/my%20own", "attrs==25.1", "kept @ https://x/kept.zip#subdirectory=s",
        "part @ file:///p/lock/parts/one",
        "pytest==8.0", "repo @ git+https://x/repo.git@abc",
      ])
  }

  @Test(arguments: [
    ("x = 1\n", "it has no lock-version"), ("lock-version = '2.0'\n", "lock-version 2.0 is none that is known"),
    ("lock-version = '1.0'\npackages = [1]\n", "'packages' has to be a list of tables"),
    ("lock-version = '1.0'\n[[packages]]\nversion = '1'\n", "a package has no name"),
    ("lock-version = '1.0'\n[[packages]]\nname = 'a'\nmarker = 'what'\n", "is no environment marker"),
    (
      "lock-version = '1.0'\n[[packages]]\nname = 'a'\nvcs = {type = 'git', url = 'https://x --index-url y', commit-id = 'c'}\n",
      "must be non-empty and contain no whitespace"
    ),
    (
      "lock-version = '1.0'\n[[packages]]\nname = 'a --pre'\nversion = '1'\n",
      "package 'a --pre' name 'a --pre' must be non-empty"
    ),
    (
      "lock-version = '1.0'\n[[packages]]\nname = 'a'\nversion = '1'\nsdist = {hashes = {sha256 = 'a b'}}\n",
      "package 'a' sha256 hash 'a b' must be non-empty"
    ),
    ("lock-version = \n", "invalid pylock file /p/lock/pylock.toml"),
  ])
  func `what is wrong is told with the file`(text: String, message: String) throws {
    let fault = #expect(throws: LockFile.Fault.self) { try lines(text) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    #expect(fault?.message.hasPrefix("invalid pylock file /p/lock/pylock.toml: ") == true)
  }

  @Test func `an environment installs what is locked for it, and nothing besides`() throws {
    let files = ["/p/pylock.toml": Self.text]
    let loaded = try configuration("[testenv]\npylock = pylock.toml\ndependency_groups = docs\n", files: files)
    let environment = loaded.environment(EnvironmentName("py311")).environment
    #expect(environment.lockedRequirements == ["attrs==25.1 --hash=sha256:aa"])
    #expect(environment.failures.isEmpty)
    let both = try configuration("[testenv]\npylock = pylock.toml\ndeps = six\n", files: files)
    #expect(
      both.environment(EnvironmentName("py311")).environment.failures.first?.reason
        == "cannot use both 'deps' and 'pylock'")
    let none = try configuration("[testenv]\npylock = other.toml\n", files: files)
    #expect(
      none.environment(EnvironmentName("py311")).environment.failures.first?.reason
        == "pylock file 'other.toml' not found at /p/other.toml")
  }
}
