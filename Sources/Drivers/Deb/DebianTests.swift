import EnvironmentModel
import Planning

/// The tests of `debian/tests/control` as commands of an environment.
///
/// Results are those of autopkgtest: a test passes, fails, is flaky and fails (which does not count), or is skipped with a
/// reason. Each leaves a report in JUnit XML, by which it is a test among others.
///
/// Specification: <https://salsa.debian.org/ci-team/autopkgtest/-/blob/master/doc/README.package-tests.rst>.
struct DebianTests: Sendable {
  private let given: Environment
  private let context: PlanningContext
  private let tests: [DebianTest]

  init(environment: Environment, context: PlanningContext) {
    given = environment
    self.context = context
    let wanted = environment.list("deb_tests")
    let text = context.observation.texts[Self.path(of: environment, in: context.project)] ?? ""
    tests = wanted.isEmpty ? [] : DebianTest.read(text).filter { wanted.contains("*") || wanted.contains($0.name) }
  }

  static func files(of environment: Environment, in project: Project) -> [String] {
    environment.list("deb_tests").isEmpty ? [] : [path(of: environment, in: project)]
  }

  private static func path(of environment: Environment, in project: Project) -> String {
    "\(root(of: environment, in: project))/debian/tests/control"
  }

  private static func root(of environment: Environment, in project: Project) -> String {
    environment.packageRoot.isEmpty ? project.root : environment.packageRoot
  }

  /// What was asked for and is not there, as a sentence.
  func check() throws(MissingTool) {
    let wanted = given.list("deb_tests")
    let path = Self.path(of: given, in: context.project)
    if wanted.isEmpty { return }
    guard context.observation.texts[path] != nil else {
      throw MissingTool(mistake: "'deb_tests': there is no '\(path)'")
    }
    let names = Set(tests.map(\.name))
    if let unknown = wanted.first(where: { $0 != "*" && !names.contains($0) }) {
      throw MissingTool(mistake: "'deb_tests': there is no test '\(unknown)' in '\(path)'")
    }
  }

  /// The packages that the tests need beside those that are tested.
  var packages: [String] {
    var seen: Set<String> = []
    return tests.filter { unmet($0) == nil }.flatMap(\.packages).filter { seen.insert($0).inserted }
  }

  private var folder: String { "\(given.temporaryDirectory)/autopkgtest" }
  private func script(of test: DebianTest) -> String {
    "\(given.directory)/.swtox/autopkgtest/\(test.name.replacing("/", with: "_"))"
  }

  /// The environment with the tests before its own commands.
  var environment: Environment {
    if tests.isEmpty { return given }
    let commands = tests.map { CommandLine(arguments: ["/bin/sh", script(of: $0)]) }
    return given.replacing([
      "commands": .commands(commands + given.commands("commands")),
      "test_reports": .list(given.list("test_reports") + ["\(folder)/*.xml"]),
      "ignore_errors": .boolean(true),
    ])
  }

  /// What comes before the commands: a script for each test.
  var preparation: [Action] {
    let root = Self.root(of: given, in: context.project)
    let scripts = tests.map { test in
      let values = [
        ("root", root), ("folder", folder), ("name", test.name), ("skip", unmet(test) ?? ""),
        ("restrictions", " \(test.restrictions.joined(separator: " ")) "), ("command", test.command),
      ]
      let assignments = values.map { "\($0)='\($1.replacing("'", with: #"'\''"#))'" }.joined(separator: "\n")
      return Action.write(path: script(of: test), text: "\(assignments)\n\(Self.runner)\n")
    }
    return tests.isEmpty ? [] : scripts + [.createDirectory(folder)]
  }

  /// Why a test cannot run in such an environment; `nil` when it can.
  private func unmet(_ test: DebianTest) -> String? {
    let known: Set = [
      "allow-stderr", "breaks-testbed", "flaky", "isolation-container", "needs-internet", "needs-root", "rw-build-tree",
      "skippable", "skip-foreign-architecture", "skip-not-installable", "superficial", "hint-testsuite-triggers",
    ]
    if test.restrictions.contains("needs-internet"), given.text("network") == "none" {
      return "it needs the internet, and 'network = none'"
    }
    if test.needsBuiltTree { return "it needs a tree of sources that is built, which there is not" }
    return test.restrictions.first { !known.contains($0) }.map { "restriction '\($0)' is not provided" }
  }

  /// What follows the variables: root of the sources, folder of reports, name, why it is skipped, restrictions, command.
  private static let runner = #"""
    report=$folder/$(printf %s "$name" | tr / _).xml
    clean() { tr -d '\000-\010\013\014\016-\037' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }
    has() { case $restrictions in *" $1 "*) true ;; *) false ;; esac; }
    finish() {
      words=$(printf %s "$2" | clean)
      case $1 in
      PASS) inner= ;;
      SKIP) inner="<skipped message=\"$words\"/>" ;;
      FLAKY) inner="<skipped message=\"flaky: $words\"/>" ;;
      FAIL) inner="<failure message=\"$words\"/>" ;;
      esac
      printf '<testsuite name="autopkgtest"><testcase classname="autopkgtest" name="%s">%s</testcase></testsuite>\n' \
        "$(printf %s "$name" | clean)" "$inner" >"$report"
      echo "autopkgtest: $name: $1${2:+ ($2)}"
      [ "$1" != FAIL ]
      exit
    }
    [ -z "$skip" ] || finish SKIP "$skip"
    work=$(mktemp -d) || exit 125
    export AUTOPKGTEST_TMP=$work/tmp AUTOPKGTEST_ARTIFACTS=$work/artifacts
    mkdir "$AUTOPKGTEST_TMP" "$AUTOPKGTEST_ARTIFACTS"
    cd "$root" || exit 125
    { { sh -c "$command" 3>&- 4>&-; echo $? >"$work/code"; } 2>&1 >&3 | tee "$work/errors" >&2; } 3>&1
    code=$(cat "$work/code")
    if [ "$code" = 77 ] && has skippable; then finish SKIP "exit code 77"; fi
    if [ "$code" != 0 ]; then
      if has flaky; then finish FLAKY "exit code $code"; fi
      finish FAIL "exit code $code"
    fi
    if [ -s "$work/errors" ] && ! has allow-stderr; then
      if has flaky; then finish FLAKY "it wrote to standard error"; fi
      finish FAIL "it wrote to standard error: $(head -n 1 "$work/errors")"
    fi
    if has superficial; then finish PASS superficial; fi
    finish PASS ""
    """#
}
