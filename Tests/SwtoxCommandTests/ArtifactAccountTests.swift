import EnvironmentModel
import Orchestration
import Planning
import Testing

@testable import SwtoxCommand

@Suite struct ArtifactAccountTests {
  private let definition = PackageDefinition(name: "wheel", builder: .wheel, root: "/p")
  private let name = EnvironmentName("py311")

  /// An artefact as the store has it; its hash is its name's first letter over and over.
  private func entry(
    _ file: String, hash: Character, build: String = "wheel", isCurrent: Bool = true, beside: Character? = nil,
    builtAt: Int = 1
  ) throws -> ArtifactStore.Entry {
    let companions = beside.map { #", "companions": [{"fileName": "x.tar.gz", "sha256": "\#(Self.hash($0))"}]"# } ?? ""
    let json = """
      {"version": 1, "sha256": "\(Self.hash(hash))", "fileName": "\(file)", "byteCount": 1, "definition": "wheel",
      "build": "\(build)", "builder": "wheel", "toolchain": "", "buildEnvironment": "", "inputs": "", "builtAt": \(builtAt),
      "run": 4\(companions)}
      """
    let manifest = try #require(ArtifactManifest(json: Array(json.utf8)))
    return ArtifactStore.Entry(manifest: manifest, path: "/s/\(file)", isCurrent: isCurrent)
  }

  private static func hash(_ letter: Character) -> String { String(repeating: letter, count: 64) }

  private func lines(
    _ entries: [ArtifactStore.Entry], recorded: String?, definition: PackageDefinition? = nil, existing: String? = nil
  ) -> [String] {
    let definition = definition ?? self.definition
    let interpreter = Interpreter(path: "/usr/bin/python", implementation: .cpython, version: [3, 11, 7])
    return ArtifactAccount(entries: entries, recorded: recorded, interpreter: interpreter)
      .lines(of: definition, among: [ChosenPackage(definition, .byDefault)], for: name, existing: existing)
  }

  @Test func `what is installed comes before what was built since`() throws {
    let new = try entry("d-2-py3-none-any.whl", hash: "b")
    let old = try entry("d-1-py3-none-any.whl", hash: "a", isCurrent: false)
    let recorded = "d-1-py3-none-any.whl \(Self.hash("a"))\npackage wheel"
    let installed = "installed: d-1-py3-none-any.whl  sha256 aaaaaaaaaaaa"
    #expect(
      lines([new, old], recorded: recorded) == [
        "\(installed)  wheel, run 4", "built since: d-2-py3-none-any.whl  sha256 bbbbbbbbbbbb  wheel, run 4",
      ])
    // The store keeps no more than some of what is old.
    #expect(lines([new], recorded: recorded).first == installed)
    #expect(lines([old], recorded: recorded) == ["\(installed)  wheel, run 4"])
  }

  @Test func `what was built for others is not told`() throws {
    let other = try entry("d-1-cp312-cp312-linux_x86_64.whl", hash: "c", build: "wheel~cp312")
    let own = try entry("d-1-cp311-cp311-linux_x86_64.whl", hash: "d", build: "wheel~cp311")
    #expect(
      lines([other, own], recorded: nil) == [
        "not installed yet: d-1-cp311-cp311-linux_x86_64.whl  sha256 dddddddddddd  wheel~cp311 by wheel, run 4"
      ])
    #expect(lines([other], recorded: nil) == ["not built yet"])
    var each = definition
    each.variants = .environment
    #expect(lines([own], recorded: nil, definition: each) == ["not built yet"])
  }

  @Test func `the sdist beside a wheel is not what is installed`() throws {
    let sdist = try entry("x.tar.gz", hash: "e")
    let wheel = try entry("x-1-py3-none-any.whl", hash: "f", beside: "e")
    #expect(
      lines([sdist, wheel], recorded: nil) == [
        "not installed yet: x-1-py3-none-any.whl  sha256 ffffffffffff  wheel, run 4"
      ])
  }

  @Test func `what was wanted before is not taken for it`() throws {
    let recorded = "o-1-py3-none-any.whl \(Self.hash("a"))\npackage other"
    #expect(lines([], recorded: recorded) == ["not built yet"])
    var release = PackageDefinition(name: "index", builder: .index, root: "/p")
    release.requirement = "demo==1"
    #expect(lines([], recorded: recorded, definition: release) == ["demo==1 of an index, not installed yet"])
    #expect(
      lines([], recorded: "index demo==1\npackage index", definition: release) == ["demo==1 of an index, installed"])
    let files = PackageDefinition(name: "existing", builder: .existing, root: "/p")
    #expect(lines([], recorded: nil, definition: files, existing: "d.whl") == ["d.whl, not installed yet"])
    #expect(
      lines([], recorded: "d.whl \(Self.hash("a"))\npackage existing", definition: files)
        == ["installed: d.whl  sha256 aaaaaaaaaaaa"])
  }

  @Test func `a name stands for what each build made last, be it that a later one failed`() throws {
    let old = try entry("a.whl", hash: "a", isCurrent: false, builtAt: 1)
    let last = try entry("b.whl", hash: "b", isCurrent: false, builtAt: 2)
    let source = try entry("b.tar.gz", hash: "c", isCurrent: false, builtAt: 2)
    let other = try entry("c.whl", hash: "d", build: "wheel~cp311", builtAt: 1)
    let former = try entry("c.whl", hash: "e", build: "wheel~cp311", isCurrent: false, builtAt: 3)
    let all = [former, last, source, other, old]
    #expect(ArtifactText.entries(of: "wheel", among: all) == [last, source, other])
    #expect(ArtifactText.entries(of: "wheel~cp311", among: all) == [other])
    #expect(ArtifactText.entries(of: "aaaa", among: all) == [old])
  }
}
