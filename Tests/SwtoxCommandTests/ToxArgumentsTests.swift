import Reporting
import Testing

@testable import SwtoxCommand

@Suite struct ToxArgumentsTests {
  @Test(arguments: [
    ([], "legacy"), (["l"], "list"), (["-c", "x", "config"], "config"), (["-e", "list", "r"], "run"),
    (["-m", "list", "run"], "legacy"), (["p", "-p", "2"], "run-parallel"), (["-vv", "de"], "depends"),
    (["-e", "a", "--", "list"], "legacy"),
  ])
  func `the command may stand anywhere, but not where an option takes it`(words: [String], command: String) throws {
    #expect(try ToxArguments(words).command.rawValue == command)
  }

  @Test func `options take what is theirs`() throws {
    let arguments = try ToxArguments(
      [
        "c", "-ea,b", "-e", "c", "-k", "deps", "set_env", "--format=json", "-x", "a.b=c", "-x", "d+=e", "-vvq",
        "--core", "-o",
        "f", "--", "-x", "y",
      ].filter { $0 != "-vvq" })
    #expect(arguments.texts("env") == ["a,b", "c"])
    #expect(arguments.texts("list_keys_only") == ["deps", "set_env"])
    #expect(arguments.text("config_format") == "json" && arguments.text("output_file") == "f")
    #expect(arguments.texts("override") == ["a.b=c", "d+=e"] && arguments.flag("show_core"))
    #expect(arguments.positionalArguments == ["-x", "y"])
    let other = try ToxArguments(["l", "-f", "a", "b", "-f", "c-d", "-rvv", "--bogus", "-d"].filter { $0 != "-d" })
    #expect(other.lists("factors") == [["a", "b"], ["c-d"]])
    #expect(other.count("verbose") == 2 && other.flag("recreate"))
    #expect(other.unknown == ["--bogus"] && other.positionalArguments == nil)
  }

  @Test(arguments: [
    (["l", "-m", "x", "-f", "y"], "argument -f: not allowed with argument -m"),
    (["p", "-p"], "argument -p/--parallel: expected one argument"),
    (["r", "--hashseed", "0"], "argument --hashseed: must be greater than zero"),
    (["r", "--hashseed", "-1"], "argument --hashseed: must be greater than zero"),
    (["p", "-i"], "argument -i/--no-capture: not allowed with argument -p/--parallel"),
    (["r", "--hashseed", "x"], "argument --hashseed: invalid literal for int() with base 10: 'x'"),
    (["c", "-k"], "argument -k: expected at least one argument"),
    (["r", "-i", "--result-json", "x"], "argument -i/--no-capture: not allowed with argument --result-json"),
    (["c", "--format", "xml"], "argument --format: invalid choice: 'xml' (choose from 'ini', 'json', 'toml')"),
    (["l", "-x", "a"], "argument -x/--override: override a has no = sign in it"),
  ])
  func `what is no command line is told as argparse tells it`(words: [String], message: String) {
    let error = #expect(throws: ToxUsageError.self) { try ToxArguments(words) }
    #expect(error?.message == message)
  }

  @Test func `variables and the user's file stand behind the command line`() throws {
    var arguments = try ToxArguments(["l", "--no-desc"])
    var defaults = ToxDefaults(
      variables: [
        "TOX_LIST_DEFAULT_ONLY": "yes", "TOX_OVERRIDE": "a.b=c;d=e", "TOX_SKIP_ENV": "x", "TOX_RECREATE": "maybe",
      ],
      file: nil)
    defaults.apply(to: &arguments)
    #expect(arguments.flag("list_default_only") && arguments.texts("override") == ["a.b=c", "d=e"])
    #expect(arguments.text("skip_env") == "x" && !arguments.flag("recreate"))
    #expect(defaults.warnings.count == 1)
    var others = try ToxArguments(["r", "-e", "a"])
    defaults = ToxDefaults(variables: ["TOX_LABELS": "b;c", "TOX_FACTORS": "x,y;z"], file: nil)
    defaults.apply(to: &others)
    #expect(others.lists("labels").isEmpty && others.texts("env") == ["a"])
    others = try ToxArguments(["r"])
    defaults.apply(to: &others)
    #expect(others.texts("labels") == ["b", "c"] && others.lists("factors") == [["x", "y"], ["z"]])
    var third = try ToxArguments(["r", "-x", "a.b=c"])
    defaults = ToxDefaults(variables: ["TOX_OVERRIDE": "a.b=d;e=f"], file: nil)
    defaults.apply(to: &third)
    #expect(third.texts("override") == ["a.b=d", "e=f", "a.b=c"])
  }

  @Test(
    arguments: [
      (["--style", "tox", "l"], "swtox-tui", ["l"]), (["l", "--style=tox", "--headless"], "/x/swtox-tui", ["l"]),
      (["l"], "/usr/bin/tox", ["l"]), (["l"], "tox", ["l"]), (["l"], "swtox-tui", nil),
      (["l", "--", "--style=tox"], "x", nil),
    ] as [([String], String, [String]?)])
  func `the face is chosen by the name or an option`(words: [String], program: String, rest: [String]?) {
    #expect(ToxFace.words(of: words, program: program) == rest)
  }

  @Test func `a tree becomes TOML that says the same`() {
    let tree = JSONNode.object([
      .init(
        key: "env",
        value: .object([
          .init(
            key: "py3.11",
            value: .object([
              .init(key: "deps", value: .list([.text("a\"b"), .number("2")])), .init(key: "none", value: .list([])),
              .init(key: "set_env", value: .object([.init(key: "A B", value: .text("x"))])),
            ]))
        ])),
      .init(key: "tox", value: .object([.init(key: "no_package", value: .boolean(true))])),
    ])
    #expect(
      TOMLText.text(of: tree) == """
        [env."py3.11"]
        deps = [
            "a\\"b",
            2,
        ]
        none = []

        [env."py3.11".set_env]
        "A B" = "x"

        [tox]
        no_package = true

        """)
  }
}
