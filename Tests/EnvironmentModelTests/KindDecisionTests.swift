import EnvironmentModel
import SourceText
import Testing

@Suite struct KindDecisionTests {
  private static let file = SourceFile(path: "tox.ini", text: "one\ntwo\nthree\n")
  private static let span = SourceSpan(file: file, range: 0..<3)
  private static let other = SourceSpan(file: file, range: 4..<7)

  private func definition(
    _ name: String, _ kind: EnvironmentKind, _ rules: String..., at span: SourceSpan = Self.span
  ) throws -> EnvironmentDefinition {
    EnvironmentDefinition(
      name: name, kind: kind, rules: try rules.map { try MatchingRule($0) }, section: "envdef:\(name)", span: span)
  }

  @Test func `the first rule that answers counts`() throws {
    let definitions = Definitions(
      environments: [try definition("deb12", .container, "deb12")],
      declaredKinds: [.init(word: "conda", kind: .conda, span: Self.other)])
    func kind(_ name: String, own: EnvironmentKind? = nil) throws -> KindDecision {
      try definitions.kind(of: EnvironmentName(name), own: own.map { ($0, nil) })
    }
    #expect(try kind("py311-conda", own: .npm) == KindDecision(.npm, .ownKey(nil)))
    #expect(try kind("py311-deb12-conda") == KindDecision(.container, .definition("deb12", Self.span)))
    #expect(try kind("py311-conda") == KindDecision(.conda, .factor("conda", declaredAt: Self.other)))
    #expect(try kind("py311-docker") == KindDecision(.virtualenv, .byDefault))
  }

  @Test func `two kinds by one rule are an error that names both places`() throws {
    let definitions = Definitions(
      environments: [
        try definition("a", .container, "a"), try definition("b", .conda, "b", at: Self.other),
        try definition("c", .container, "c"),
      ],
      declaredKinds: [
        .init(word: "npm", kind: .npm, span: Self.span), .init(word: "nix", kind: .nix, span: Self.other),
        .init(word: "docker", kind: .container, span: Self.span),
        .init(word: "podman", kind: .container, span: Self.other),
      ])
    for name in ["a-b", "npm-nix"] {
      do throws(KindConflict) {
        _ = try definitions.kind(of: EnvironmentName(name), own: nil)
        Issue.record("\(name) has a kind")
      } catch {
        #expect(error.diagnostic.notes.map(\.span) == [Self.span, Self.other])
        #expect(error.diagnostic.message.hasPrefix("environment '\(name)' has two kinds, '"))
      }
    }
    #expect(try definitions.kind(of: EnvironmentName("a-c"), own: nil).kind == .container)
    #expect(try definitions.kind(of: EnvironmentName("docker-podman"), own: nil).kind == .container)
    #expect(try definitions.kind(of: EnvironmentName("a-b"), own: (.deb, nil)).kind == .deb)
  }

  @Test func `definitions cover in the order of how narrowly they speak`() throws {
    let definitions = Definitions(environments: [
      try definition("wide", .conda, "*a"), try definition("narrow", .conda, "a-b"), try definition("mid", .conda, "a"),
      try definition("no", .conda, "z"), try definition("mid2", .conda, "b"),
    ])
    #expect(
      definitions.environments(covering: EnvironmentName("a-b")).map(\.definition.name)
        == ["narrow", "mid", "mid2", "wide"])
  }

  @Test(arguments: [
    ("virtualenv", EnvironmentKind.virtualenv), ("venv", .virtualenv), ("docker", .container), ("podman", .container),
    ("conda", .conda), ("system", .system), ("deb", .deb), ("mine", .external("mine")),
  ])
  func `kinds have words`(word: String, kind: EnvironmentKind) {
    #expect(EnvironmentKind(word) == kind)
    #expect((EnvironmentKind(word: word) == nil) == (word == "mine"))
  }

  @Test(arguments: [
    ("demo-1.0-py3-none-any.whl", ArtifactForm.wheel), ("demo-1.0.tar.gz", .sdist), ("a.conda", .conda),
    ("a.tar.bz2", .conda), ("a.deb", .deb), ("a.rpm", .rpm), ("a.tgz", .npm), ("a.zip", .sdist), ("a.txt", nil),
  ])
  func `files show their form`(name: String, form: ArtifactForm?) {
    #expect(ArtifactForm(fileName: name) == form)
  }

  @Test func `kinds accept the forms that their tools install`() {
    #expect(ArtifactForm.wheel.isAccepted(by: .conda) && !ArtifactForm.wheel.isAccepted(by: .npm))
    #expect(ArtifactForm.conda.acceptingKinds == [.conda])
    #expect(ArtifactForm.deb.isAccepted(by: .container) && !ArtifactForm.deb.isAccepted(by: .rpm))
    #expect(!ArtifactForm.editable.isAccepted(by: .container))
    #expect(ArtifactForm.image.isAccepted(by: .external("mine")))
  }
}
