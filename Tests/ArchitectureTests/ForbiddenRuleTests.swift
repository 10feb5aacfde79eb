import Testing

@Suite struct ForbiddenRuleTests {
  private func violations(_ text: String, path: String = "Sources/Screen/Thing.swift") -> [Violation] {
    forbiddenViolations(in: SourceFile(path: path, text: text))
  }

  @Test(arguments: [
    "let value = try! read()", "let value = item as! String", "fatalError(\"no\")",
    "final class Box: @unchecked Sendable {}", "nonisolated(unsafe) var count = 0", "Task.detached { await run() }",
    "Task { await run() }", "Task(priority: .high) { await run() }", "let task = Task<Void, Never> { await run() }",
    "do { try run() } catch {}",
    "do { try run() } catch let error as Failure {\n  // Nothing to do.\n}", "// TODO: later", "/* FIXME\n */",
  ])
  func `what is forbidden is found`(text: String) {
    #expect(violations("\n" + text).map(\.line) == [2])
  }

  @Test(arguments: [
    "let text = \"try! fatalError( TODO\"", "// try! as! fatalError(", "// TODO (#12): later",
    "let value = try? read()",
    "let value = item as? String", "do { try run() } catch { report(error) }", "preconditionFailure(\"why\")",
    "let task: Task<Void, Never>", "extension Task {}", "nonisolated func read() {}", "withTaskGroup { group in }",
    "if !flag && try isOpen() {}",
  ])
  func `what looks like it is not`(text: String) {
    #expect(violations(text) == [])
  }

  @Test(arguments: [
    ("@unchecked Sendable", "NcursesTerminal"), ("nonisolated(unsafe) var count = 0", "NcursesTerminal"),
    ("Task { await run() }", "SwtoxCommand"),
  ])
  func `some may be used in one module`(text: String, module: String) {
    #expect(violations(text, path: "Sources/\(module)/Thing.swift") == [])
    #expect(violations(text, path: "Sources/Journal/Thing.swift").count == 1)
  }

  @Test func `the package is free of it`() {
    expectNone(SourceTree.everything.filter(\.isSwift).flatMap { forbiddenViolations(in: $0) })
  }
}
