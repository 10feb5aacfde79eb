import EnvironmentModel
import TestKit
import Testing

@Suite struct VariableChangesTests {
  @Test func `what was set, changed and removed is found, and what shells keep is not`() {
    let changes = VariableChanges(
      from: ["A": "1", "B": "2", "GONE": "x", "SHLVL": "1", "PATH": "/usr/bin"],
      to: ["A": "1", "B": "3", "NEW": "n\nm", "SHLVL": "2", "PWD": "/p", "_": "env", "PATH": "/e/bin:/usr/bin"])
    #expect(changes == VariableChanges(assigned: ["B": "3", "NEW": "n\nm"], removed: ["GONE"], pathPrefix: "/e/bin"))
  }

  @Test func `they come before what a command's PATH has, and change nothing that somebody set`() {
    let changes = VariableChanges(assigned: ["A": "new", "B": "new"], removed: ["C", "D"], pathPrefix: "/e/bin")
    let result = changes.applied(
      to: ["A": "own", "C": "c", "D": "d", "PATH": "/own:/usr/bin"], keeping: ["A", "C", "PATH"])
    #expect(result == ["A": "own", "B": "new", "C": "c", "PATH": "/e/bin:/own:/usr/bin"])
    #expect(changes.applied(to: [:])["PATH"] == "/e/bin")
  }

  @Test func `folders before a PATH of any letters are found whole`() {
    let changes = VariableChanges(
      from: ["PATH": "/home/jürgen/日本:/usr/bin"], to: ["PATH": "/e/bin:/home/jürgen/日本:/usr/bin"])
    #expect(changes.pathPrefix == "/e/bin")
  }

  @Test func `a PATH that lost what it had is replaced`() {
    let changes = VariableChanges(from: ["PATH": "/usr/bin"], to: ["PATH": "/nix/bin"])
    #expect(changes.assigned == ["PATH": "/nix/bin"] && changes.pathPrefix.isEmpty)
    #expect(changes.applied(to: ["PATH": "/usr/bin"])["PATH"] == "/nix/bin")
  }

  @Test func `their bytes give them back, whatever is in them`() {
    var generator = SeededGenerator(seed: 7)
    let pieces = ["a", "=", "\n", "é", "+", "-", "<", ":", "'", "日本", ""]
    func text() -> String {
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }
    for _ in 0..<500 {
      var before: [String: String] = ["PATH": "/usr/bin"]
      var after = before
      for name in ["A", "B", "C", "PATH"] {
        if Bool.random(using: &generator) { before[name] = text() }
        after[name] = Bool.random(using: &generator) ? text() : nil
      }
      let changes = VariableChanges(from: before, to: after)
      #expect(VariableChanges(bytes: changes.bytes) == changes)
      #expect(changes.applied(to: before) == after)
    }
  }

  @Test(arguments: ["+A=1", "x\0", "+=1\0", "+A\0"]) func `other bytes are none`(text: String) {
    #expect(VariableChanges(bytes: Array(text.utf8)) == nil)
  }

  @Test func `the list of env -0 is read, with values of several lines`() {
    let bytes = Array("A=1\0B=two\nlines=yes\0=odd\0C=\0nothing\0".utf8)
    #expect(VariableChanges.variables(listed: bytes) == ["A": "1", "B": "two\nlines=yes", "C": ""])
  }
}
