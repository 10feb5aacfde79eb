import EnvironmentModel
import Host
import Planning
import TestKit
import Testing

@testable import Orchestration

@Suite struct ArtifactStoreTests {
  private let files = MemoryFiles()
  private let clock = ManualClock()
  private var store: ArtifactStore { ArtifactStore(workDirectory: "/p/.swtox", files: files) }

  private func folder(_ build: String) -> PackageFolder { PackageFolder(path: "/p/.swtox/.package-\(build)") }

  /// A build that makes a file with some text.
  @discardableResult
  private func build(
    _ name: String, _ text: String, file: String = "demo.txt", needs: [String: String] = [:]
  ) async throws -> ArtifactObservation {
    let path = "\(folder(name).outputPath)/\(file)"
    files.put(text, at: path)
    let collection = ArtifactCollection(
      build: PackageBuild(PackageDefinition(name: name, builder: .command, root: "/p")), source: .result(""),
      folder: folder(name), toolchain: "make", signature: "s")
    clock.advance(by: .seconds(1))
    return try await store.add(
      ArtifactStore.Addition(collection: collection, path: path, needs: needs, run: 1), clock: clock)
  }

  @Test func `a build finds again what it made, and what it made it from`() async throws {
    let made = try await build("a", "text", needs: ["core": "core.whl 12"])
    #expect(files.text(made.path) == "text")
    #expect(store.last(of: folder("a")) == made)
    #expect(made.needs == ["core": "core.whl 12"] && made.signature == "s" && made.changedInput == nil)
    #expect(store.last(of: folder("b")) == nil)
  }

  @Test func `two builds that make the same have one file and an account each`() async throws {
    let first = try await build("a", "text")
    let second = try await build("b", "text")
    #expect(first.path == second.path)
    #expect(store.entries().map(\.manifest.definition) == ["b", "a"])
    #expect(store.entries().map(\.isCurrent) == [true, true])
    try await build("a", "other")
    #expect(store.entries().map { "\($0.manifest.build) \($0.isCurrent)" } == ["a true", "b true", "a false"])
  }

  @Test func `what a build made beside the artefact is kept with it, and never taken for it`() async throws {
    files.put("sdist", at: "/p/demo.tar.gz")
    files.put("wheel", at: "/p/demo.whl")
    let collection = ArtifactCollection(
      build: PackageBuild(PackageDefinition(name: "a", builder: .sdist, root: "/p")), source: .result(""),
      folder: folder("a"), toolchain: "")
    let made = try await store.add(
      ArtifactStore.Addition(collection: collection, path: "/p/demo.whl", companions: ["/p/demo.tar.gz"], run: 1),
      clock: clock)
    #expect(made.path.hasSuffix("/demo.whl") && store.last(of: folder("a")) == made)
    let entries = store.entries()
    #expect(Set(entries.map(\.manifest.fileName)) == ["demo.whl", "demo.tar.gz"])
    #expect(entries.allSatisfy { $0.isCurrent && store.isIntact($0) == true })
    for number in 0..<30 { try await build("b", "text \(number)") }
    #expect(store.last(of: folder("a")) == made)
    let sdist = try #require(entries.first { $0.manifest.fileName == "demo.tar.gz" })
    #expect(files.text(sdist.path) == "sdist")
    try files.remove(sdist.path)
    #expect(store.last(of: folder("a")) == nil)
  }

  @Test(arguments: ["texT", "longer text"])
  func `a stored artefact that somebody has changed is not taken, and put right by the next build`(
    text: String
  ) async throws {
    let made = try await build("a", "text")
    files.put(text, at: made.path)
    #expect(store.last(of: folder("a"))?.changedInput == "the stored artefact")
    #expect(store.entries().map { store.isIntact($0) } == [false])
    try await build("a", "text")
    #expect(files.text(made.path) == "text")
    #expect(store.last(of: folder("a"))?.changedInput == nil)
    try files.remove(made.path)
    #expect(store.last(of: folder("a")) == nil)
  }

  @Test func `a stored artefact that was written again with the same content is taken`() async throws {
    let made = try await build("a", "text")
    files.put("text", at: made.path)
    #expect(store.last(of: folder("a")) == made)
  }

  @Test func `twenty artefacts that no build names are kept, and what nothing tells of is removed`() async throws {
    try await build("kept", "kept")
    files.put("x", at: "/p/.swtox/.artifacts/0123/half")
    #expect(store.strays() == ["/p/.swtox/.artifacts/0123"])
    for number in 0..<30 { try await build("a", "text \(number)") }
    #expect(store.strays().isEmpty && files.text("/p/.swtox/.artifacts/0123/half") == nil)
    let entries = store.entries()
    #expect(entries.count { !$0.isCurrent } == 20)
    #expect(Set(entries.filter(\.isCurrent).map(\.manifest.build)) == ["a", "kept"])
    let texts = entries.dropLast().map { files.text($0.path) }
    #expect(texts == (9..<30).reversed().map { "text \($0)" })
  }

  @Test func `programs that add something take turns`() async throws {
    try await build("a", "text")
    let lock = try #require(try files.lock("/p/.swtox/.artifacts/.lock"))
    let adding = Task { try await build("b", "other") }
    await clock.waitForSleepers()
    #expect(store.last(of: folder("b")) == nil)
    // Who has the lock would take it for a stray, and remove it.
    #expect(store.strays().isEmpty)
    lock.release()
    clock.advance(by: .seconds(1))
    #expect(try await adding.value == store.last(of: folder("b")))
    #expect(try files.lock("/p/.swtox/.artifacts/.lock") != nil)
  }
}
