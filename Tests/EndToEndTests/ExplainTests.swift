import Testing

/// How the values of a configuration came about.
@Suite struct ExplainTests {
  @Test func `explain tells lines, conditions, replacements and overridden places`() async throws {
    let place = try Workplace()
    try place.write(
      "[testenv]\ndeps =\n  b: no\n  a: one-{env_name}\n  two\nextras = x\n[testenv:a]\nextras = y\n", to: "tox.ini")
    let run = try await place.run("explain", "a", "deps", "extras")
    #expect(
      run.output == """
        deps of a
          value      one-a
                     two
          set by     tox.ini:2 [testenv]
          lines      tox.ini:4: one-{env_name}  (as 'a' holds)
                     tox.ini:5: two
          replaced   tox.ini:4: {env_name}  ->  a

        extras of a
          value      y
          set by     tox.ini:8 [testenv:a]
          lines      tox.ini:8: y
          overrides  tox.ini:6 [testenv]


        """)
    let json = try await place.run("explain", "a", "deps", "--json")
    #expect(json.output.contains("\"condition\": \"a\""))
    let unknown = try await place.run("explain", "a", "dps")
    #expect(unknown.code == 2 && unknown.output.contains("did you mean 'deps'?"))
  }

  @Test func `what references bring in is told with its lines`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [base]
      deps =
        a: pytest
        b: nose
      [testenv]
      deps = {[base]deps}
      [other]
      extras = q
      [testenv:b]
      base = other
      [tox]
      env_list = a, b

      """, to: "tox.ini")
    let deps = try await place.run("explain", "a", "deps")
    #expect(
      deps.output.contains(
        "  replaced   tox.ini:6: {[base]deps}  ->  pytest\n               from tox.ini:3: pytest  (as 'a' holds)\n"),
      "\(deps.output)")
    let extras = try await place.run("explain", "b", "extras")
    #expect(extras.output.contains("  replaced   tox.ini:10: base = other  ->  [other]\n"), "\(extras.output)")
  }

  @Test func `each replacement of TOML is a step with its place`() async throws {
    let place = try Workplace()
    try place.write(
      """
      env_list = ["a"]
      [shared]
      deps = ["x", "y"]
      [env_run_base]
      deps = [
        { replace = "ref", of = ["shared", "deps"], extend = true },
        { replace = "if", condition = "env.SURELY_NOT", then = "ci", else = "no-{env_name}" },
      ]
      commands = [["echo", { replace = "posargs", default = ["d"], extend = true }]]
      description = { replace = "env", name = "NOT_THERE", default = "text" }
      extras = [{ replace = "glob", pattern = "*.toml", extend = true }]

      """, to: "tox.toml")
    let run = try await place.run("explain", "a", "deps", "commands", "description", "extras")
    for step in [
      """
        lines      tox.toml:6: { replace = "ref", of = ["shared", "deps"], extend = true }
                   tox.toml:7: { replace = "if", condition = "env.SURELY_NOT", then = "ci", else = "no-{env_name}" }
        replaced   tox.toml:6: replace ref shared.deps  ->  x
                       y
                     from tox.toml:3: "x"
                     from tox.toml:3: "y"
                   tox.toml:7: {env_name}  ->  a
                   tox.toml:7: replace if env.SURELY_NOT  (does not hold)  ->  no-a
                     from tox.toml:7: "no-{env_name}"
      """, "  replaced   tox.toml:9: replace posargs  ->  d\n",
      "  replaced   tox.toml:10: replace env NOT_THERE  ->  text\n",
      "  replaced   tox.toml:11: replace glob *.toml  ->  ",
    ] {
      #expect(run.output.contains(step), "\(run.output)")
    }
  }

  @Test func `an override is told with its text, and what it adds to is not overridden`() async throws {
    let place = try Workplace()
    try place.write("[testenv]\ndeps = base\nextras = e\n[tox]\nenv_list = a\n", to: "tox.ini")
    let run = try await place.run(
      "explain", "a", "deps", "extras", "-x", "testenv.deps+=more", variables: ["TOX_OVERRIDE": "testenv.extras=v"])
    #expect(
      run.output == """
        deps of a
          value      base
                     more
          set by     command line: -x testenv.deps+=more
          adds to    tox.ini:2 [testenv]
          lines      tox.ini:2: base
                     command line: -x testenv.deps+=more

        extras of a
          value      v
          set by     variable TOX_OVERRIDE: testenv.extras=v
          lines      variable TOX_OVERRIDE: testenv.extras=v
          overrides  tox.ini:3 [testenv]


        """)
  }

  @Test func `programs get places as objects, and null where nothing is`() async throws {
    let place = try Workplace()
    try place.write("[testenv]\ndeps =\n  a: one\n  two\n", to: "tox.ini")
    let run = try await place.run("explain", "a", "deps", "--json")
    #expect(
      run.output.contains(
        """
            "lines": [
              {
                "place": {
                  "file": "tox.ini",
                  "line": 3,
                  "column": 3
                },
                "source": null,
                "condition": "a",
                "text": "one"
              },
              {
                "place": {
                  "file": "tox.ini",
                  "line": 4,
                  "column": 3
                },
                "source": null,
                "condition": null,
                "text": "two"
              }
            ],
        """), "\(run.output)")
  }

  @Test func `the core and environments that build packages are told as well`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a\nwork_dir = {tox_root}/w\n[pkgenv]\ndeps = hatch\n[testenv:.pkg]\npass_env = X\n",
      to: "tox.ini")
    let core = try await place.run("explain", "--core", "work_dir")
    #expect(
      core.output == """
        work_dir of [tox]
          value      \(place.project)/w
          set by     tox.ini:3 [tox]
          lines      tox.ini:3: {tox_root}/w
          replaced   tox.ini:3: {tox_root}  ->  \(place.project)


        """)
    let all = try await place.run("explain", "--core")
    #expect(all.code == 0 && all.output.contains("env_list of [tox]\n"))
    let packager = try await place.run("explain", ".pkg")
    #expect(
      packager.output.contains("deps of .pkg\n  value      hatch\n  set by     tox.ini:5 [pkgenv]\n"),
      "\(packager.output)")
    #expect(packager.output.contains("pass_env of .pkg\n"))
    let config = try await place.run("config", "-e", ".pkg,a", "-k", "deps")
    #expect(config.output == "[testenv:a]\ndeps =\n\n[testenv:.pkg]\ndeps = hatch\n\n", "\(config.output)")
    let alone = try await place.run("config", "-e", ".pkg", "-k", "deps", "--format", "json")
    #expect(alone.output.contains("\".pkg\": {\n      \"deps\""), "\(alone.output)")
    let unknown = try await place.run("explain", "a", "dps", "commnds")
    #expect(unknown.code == 2)
    for suggestion in ["did you mean 'deps'?", "did you mean 'commands'?"] {
      #expect(unknown.output.contains(suggestion), "\(unknown.output)")
    }
    let nothing = try await place.run("explain")
    #expect(nothing.code == 2 && nothing.output.contains("no environment is named"))
  }

  /// Environments that definitions serve, none at all, or two.
  private func definitions() throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = a, b, c, d
      [packagedef:wheel]
      match = a
      [packagedef:sdist]
      match = name:b, name:d
      [packagedef:again]
      builder = sdist
      match = name:d
      [testenv:c]
      skip_install = true

      """, to: "tox.ini")
    return place
  }

  @Test func `explain tells of package what definitions decide`() async throws {
    let place = try definitions()
    let explained = try await place.run("explain", "a", "package")
    #expect(
      explained.output.hasSuffix(
        """
        packages of a
          wheel      rule 'a' (tox.ini:4), defined in tox.ini:3
          not sdist: no rule matches
          not again: no rule matches

        package of a
          value      wheel
          set by     rule 'a' (tox.ini:4), defined in tox.ini:3


        """), "\(explained.output)")
    let json = try await place.run("explain", "a", "package", "--json")
    #expect(json.output.contains("\"defined_in\": \"tox.ini:3\""), "\(json.output)")
  }

  @Test func `config shows of package what definitions decide, unless the environment says it`() async throws {
    let place = try definitions()
    let config = try await place.run("config", "-e", "a,b,c,d", "-k", "package", "--origin")
    #expect(
      config.output == """
        [testenv:a]
        package = wheel
            # rule 'a' (tox.ini:4), defined in tox.ini:3

        [testenv:b]
        package = sdist
            # rule 'name:b' (tox.ini:6), defined in tox.ini:5

        [testenv:c]
        package = skip
            # default

        [testenv:d]
        package = # error: package definitions 'sdist' and 'again' match environment 'd' equally well (tox.ini:6)
            # default


        """, "\(config.output)")
    #expect(config.code == 2)
    let named = try await place.run("config", "-e", "a", "-k", "package", "-x", "testenv:a.package=sdist", "--origin")
    #expect(named.output.contains("package = sdist\n    # command line: "), "\(named.output)")
    let tox = try await place.run("--style", "tox", "config", "-e", "a", "-k", "package")
    #expect(!tox.output.contains("wheel"), "\(tox.output)")
  }

  @Test func `the kind is told with what decides it`() async throws {
    let place = try Workplace()
    try place.write("[tox]\nenv_list = a\n[testenv]\nkind = system\n", to: "tox.ini")
    let run = try await place.run("explain", "a", "kind")
    #expect(run.output.contains("kind of a\n  value      system\n"), "\(run.output)")
    #expect(!run.output.contains("sets nothing"))
  }
}
