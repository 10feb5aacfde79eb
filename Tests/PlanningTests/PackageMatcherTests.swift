import EnvironmentModel
import Planning
import SourceText
import TestKit
import Testing

/// Which package an environment gets.
@Suite struct PackageMatcherTests {
  /// Definitions in one line each: `name: rule, rule` or, without rules, `name`; `name=builder` names the builder.
  private func definitions(_ lines: [String]) throws -> [PackageDefinition] {
    let file = SourceFile(path: "tox.ini", text: lines.joined(separator: "\n"))
    var offset = 0
    return try lines.map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      let names = parts[0].split(separator: "=").map(String.init)
      let builder = try #require(PackageDefinition.Builder(rawValue: names.last ?? ""))
      var definition = PackageDefinition(name: names[0], builder: builder, root: "/p")
      definition.span = SourceSpan(file: file, range: offset..<offset + line.utf8.count)
      if parts.count == 2 {
        definition.hasRules = true
        definition.rules = try parts[1].split(separator: ",").map {
          try MatchingRule(String(trimmed($0)), at: definition.span)
        }
      }
      offset += line.utf8.count + 1
      return definition
    }
  }

  private func matcher(_ lines: [String], hasPackage: Bool = true) throws -> PackageMatcher {
    var project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: hasPackage)
    project.definitions = Definitions(packages: try definitions(lines))
    return PackageMatcher(project: project)
  }

  private func environment(
    _ name: String, _ kind: EnvironmentKind = .virtualenv, _ settings: [String: SettingValue] = [:]
  ) -> Environment {
    Environment(
      name: EnvironmentName(name), kind: kind, packageRoot: "/p",
      settings: settings.sorted { $0.key < $1.key }.map {
        ($0.key, Setting($0.value, origin: .init(section: "testenv")))
      })
  }

  /// What is chosen, as names; or the start of the refusal.
  private func outcome(_ decision: PackageDecision) -> String {
    switch decision {
    case .none: "none"
    case .chosen(let packages): packages.map(\.definition.name).joined(separator: "+")
    case .refused(let diagnostic, _): "error: \(diagnostic.message)"
    case .unusable(let reason, _): "error: \(reason)"
    }
  }

  private static let example = [
    "sdist: py27-virtualenv, py34-virtualenv, py-virtualenv, 27-virtualenv", "conda: conda", "wheel",
  ]

  @Test(arguments: [
    (example, "py-win32-conda", EnvironmentKind.conda, "conda"), (example, "py-linux-virtualenv", .virtualenv, "sdist"),
    (example, "27-linux-virtualenv", .virtualenv, "sdist"), (example, "py34-win32-virtualenv", .virtualenv, "sdist"),
    (example, "py34-linux-conda", .conda, "conda"), (example, "py39-linux-virtualenv", .virtualenv, "wheel"),
    // The narrowest rule wins.
    (["wheel: *", "sdist: py311"], "py311-x", .virtualenv, "sdist"),
    (["wheel: *", "sdist: py311"], "py312-x", .virtualenv, "wheel"),
    (["wheel: py311", "sdist: py311-x"], "py311-x", .virtualenv, "sdist"),
    (["wheel: py311", "sdist: py311-x"], "py311-y", .virtualenv, "wheel"),
    (["wheel: py311-x", "sdist: name:py311-x"], "py311-y-x", .virtualenv, "wheel"),
    (["wheel: x-py311", "sdist: py311-x"], "py311-x", .virtualenv, "sdist"),
    // A whole name is a whole name, however it is written.
    (
      ["wheel: a", "sdist: name:a"], "a", .virtualenv,
      "error: package definitions 'wheel' and 'sdist' match environment 'a' equally well"
    ),
    (
      ["wheel: name:a-b", "sdist: a-b"], "a-b", .virtualenv,
      "error: package definitions 'wheel' and 'sdist' match environment 'a-b' equally well"
    ),
    (["wheel: kind:virtualenv", "sdist: x"], "py311-x", .virtualenv, "sdist"),
    (["wheel: kind:virtualenv", "sdist: !x"], "py311-y", .virtualenv, "wheel"),
    (["wheel: !x", "sdist: x"], "py311-x", .virtualenv, "sdist"),
    (["wheel: !x", "sdist: x"], "py311-y", .virtualenv, "wheel"),
    (["wheel: py3*", "sdist: py2*"], "py27-x", .virtualenv, "sdist"),
    (["wheel: py3*", "sdist: py3*-x"], "py311-x", .virtualenv, "sdist"),
    (["wheel: a, b, c-d", "sdist: c"], "c-d-e", .virtualenv, "wheel"),
    (["wheel: a, b, c-d", "sdist: c"], "c-e", .virtualenv, "sdist"),
    // By metadata: without rules, by the form that a kind installs.
    (["wheel"], "a", .virtualenv, "wheel"), (["wheel", "conda"], "a", .virtualenv, "wheel"),
    (["wheel=editable", "conda", "deb"], "a", .system, "none"), (["conda", "deb"], "a", .deb, "deb"),
    (["npm", "deb", "rpm"], "a", .rpm, "rpm"), (["image", "nix"], "a", .nix, "nix"),
    (["npm", "conda"], "a", .npm, "npm"),
    (["wheel", "conda: x"], "a", .virtualenv, "wheel"), (["wheel", "sdist: x"], "a-x", .virtualenv, "sdist"),
    // What stays open is an error.
    (
      ["wheel: a", "sdist: b"], "a-b", .virtualenv,
      "error: package definitions 'wheel' and 'sdist' match environment 'a-b' equally well"
    ),
    (
      ["wheel: a", "sdist: a"], "a", .virtualenv,
      "error: package definitions 'wheel' and 'sdist' match environment 'a' equally well"
    ),
    (
      ["wheel: a*", "sdist: *b"], "ab", .virtualenv,
      "error: package definitions 'wheel' and 'sdist' match environment 'ab' equally well"
    ),
    (
      ["wheel", "sdist"], "a", .virtualenv,
      "error: package definitions 'wheel' and 'sdist' both fit environment 'a', and neither has a rule for it"
    ),
    (
      ["wheel", "conda"], "a", .conda,
      "error: package definitions 'wheel' and 'conda' both fit environment 'a', and neither has a rule for it"
    ),
    (["wheel: x"], "a", .virtualenv, "error: no package definition matches environment 'a'"),
    (["conda"], "a", .virtualenv, "error: no package definition matches environment 'a'"),
    (["deb", "rpm"], "a", .npm, "error: no package definition matches environment 'a'"),
    (
      ["conda: a"], "a", .virtualenv,
      "error: environment 'a' of kind 'virtualenv' cannot install 'conda', which is of form 'conda'"
    ),
    (["wheel: a"], "a", .npm, "error: environment 'a' of kind 'npm' cannot install 'wheel', which is of form 'wheel'"),
    (["image: a"], "a", .deb, "error: environment 'a' of kind 'deb' cannot install 'image', which is of form 'image'"),
    (
      ["editable: a"], "a", .container,
      "error: environment 'a' of kind 'container' cannot install 'editable', which is of form 'editable'"
    ),
  ])
  func `rules choose, then metadata, and nothing is guessed`(
    lines: [String], name: String, kind: EnvironmentKind, expected: String
  ) throws {
    let environment = environment(name, kind)
    #expect(outcome(try matcher(lines).decision(for: environment)) == expected)
    // The order of the sections does not matter, but for the order in which an error names them.
    let turned = outcome(try matcher(lines.reversed()).decision(for: environment))
    #expect(expected.hasPrefix("error") ? turned.hasPrefix("error") : turned == expected)
  }

  @Test(
    arguments: [
      ("wheel", "wheel"), ("core, plugin", "core+plugin"), ("core\nplugin", "core+plugin"), ("core,core", "core"),
      ("sdist", "sdist"), ("sdist-wheel", "sdist"), ("editable", "editable"), ("skip", "none"),
      ("core, sdist", "core+sdist"),
      ("cor", "error: 'package = cor' of environment 'a' names no package definition"),
      ("external", "error: 'package = external' of environment 'a' names no package definition"),
    ])
  func `what an environment names counts before rules`(text: String, expected: String) throws {
    let matcher = try matcher(["core=wheel: a", "plugin=wheel", "wheel: !z"])
    #expect(outcome(matcher.decision(for: environment("a", .virtualenv, ["package": .text(text)]))) == expected)
  }

  @Test(
    arguments: [
      (["skip_install": .boolean(true)], "none"), (["use_develop": .boolean(true)], "editable"),
      (["skip_install": .boolean(true), "package": .text("core")], "none"), ([:], "core"),
    ] as [([String: SettingValue], String)])
  func `tox's own keys keep their meaning`(settings: [String: SettingValue], expected: String) throws {
    #expect(outcome(try matcher(["core=wheel: a"]).decision(for: environment("a", .virtualenv, settings))) == expected)
    #expect(outcome(try matcher(["core=wheel: a"], hasPackage: false).decision(for: environment("a"))) == "none")
  }

  @Test func `an existing environment gets a package only by its own key`() throws {
    let matcher = try matcher(["wheel: a"])
    #expect(outcome(matcher.decision(for: environment("a", .system))) == "none")
    #expect(outcome(matcher.decision(for: environment("a", .system, ["package": .text("wheel")]))) == "wheel")
  }

  @Test func `a definition with a fault stops those whom it would serve`() throws {
    var project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: true)
    project.definitions = Definitions(packages: try definitions(["wheel: a", "sdist: b"]))
    project.definitions.note("it is broken", ofPackageAt: 0)
    let matcher = PackageMatcher(project: project)
    #expect(
      outcome(matcher.decision(for: environment("a")))
        == "error: package definition 'wheel' cannot be used: it is broken")
    #expect(outcome(matcher.decision(for: environment("b"))) == "sdist")
  }

  @Test func `every definition has a verdict`() throws {
    let matcher = try matcher(["wheel: a", "sdist: a-b", "conda: c", "deb", "editable=editable: x"])
    func words(_ environment: Environment) -> [String] { matcher.verdicts(for: environment).map(\.words) }
    #expect(
      words(environment("a-b")) == [
        "rule 'a' is less specific than one of 'sdist'", "rule 'a-b' (tox.ini:2)", "no rule matches",
        "has no rules, and another's rule matches", "no rule matches",
      ])
    #expect(words(environment("z"))[3] == "its artefact cannot be installed there")
    #expect(words(environment("a", .virtualenv, ["package": .text("deb")]))[0] == "'package' names others")
    #expect(
      words(environment("a", .virtualenv, ["skip_install": .boolean(true)]))
        == Array(repeating: "skip_install", count: 5))
  }

  /// Lines of definitions with random rules, a third of them faulty.
  private static func lines(_ dice: inout SeededGenerator) -> [String] {
    let terms = ["a", "b", "c", "!a", "!b", "a*", "*", "kind:virtualenv", "kind:conda", "d"]
    let builders = ["wheel", "sdist", "editable", "conda", "deb"]
    return (0..<Int.random(in: 1...6, using: &dice)).map { number in
      let rules = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
        let isName = Int.random(in: 0..<6, using: &dice) == 0
        return isName
          ? "name:\(["a", "a-b", "d"].randomElement(using: &dice) ?? "a")"
          : (0...Int.random(in: 0...2, using: &dice)).map { _ in terms.randomElement(using: &dice) ?? "a" }
            .joined(separator: "-")
      }
      let builder = builders.randomElement(using: &dice) ?? "wheel"
      return "d\(number)=\(builder)" + (rules.isEmpty ? "" : ": " + rules.joined(separator: ", "))
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `neither choice nor complaint depends on the order of sections`(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let environments = ["a", "b", "a-b", "a-b-c", "c-d", "d", "b-c"].flatMap { name in
      [
        environment(name), environment(name, .conda), environment(name, .virtualenv, ["package": .text("d1, d0")]),
        environment(name, .virtualenv, ["package": .text("d2, d9")]),
      ]
    }
    for _ in 0..<60 {
      let lines = Self.lines(&dice)
      // Spans stay those of the first order, as if the file said the same and only the reader went another way.
      var packages = try definitions(lines)
      for place in packages.indices where Int.random(in: 0..<3, using: &dice) == 0 {
        packages[place].fault = "it is broken"
      }
      let expected = try environments.map { try account(of: $0, packages) }
      for _ in 0..<5 {
        packages.shuffle(using: &dice)
        let found = try environments.map { try account(of: $0, packages) }
        let places = expected.indices.filter { found[$0] != expected[$0] }
        #expect(places.isEmpty, "\(packages.map(\.name)) of \(lines): \(places.first.map { found[$0] } ?? [])")
      }
    }
  }

  /// What is chosen, or the whole complaint, and each definition's verdict by name.
  private func account(of environment: Environment, _ packages: [PackageDefinition]) throws -> [String] {
    var project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: true)
    project.definitions = Definitions(packages: packages)
    let matcher = PackageMatcher(project: project)
    let decision = matcher.decision(for: environment)
    var lines = [outcome(decision)] + decision.packages.map(\.words)
    if case .refused(let diagnostic, let candidates) = decision {
      lines.append(DiagnosticRenderer().render([diagnostic]))
      lines += candidates
    }
    return lines
      + matcher.verdicts(for: environment).sorted { $0.definition.name < $1.definition.name }
      .map { "\($0.definition.name): \($0.words)" }
  }
}
