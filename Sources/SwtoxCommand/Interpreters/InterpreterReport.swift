import EnvironmentModel
import Orchestration
import Reporting

/// The Pythons of a machine, and which of them some names mean.
struct InterpreterReport {
  let findings: InterpreterFinder.Findings
  /// What somebody asks about: factors, specifications and absolute paths.
  let wanted: [String]

  /// What each of the names means; `nil` where there is none.
  private var answers: [(name: String, interpreter: Interpreter?)] {
    // A name that asks for no version gets the Python that environments without one get.
    wanted.map { ($0, findings.pythons.find([$0 == "py" ? findings.pythons.host ?? $0 : $0])) }
  }

  /// Whether each of the names means something here.
  var isComplete: Bool { answers.allSatisfy { $0.interpreter != nil } }

  // MARK: Text

  var text: String {
    wanted.isEmpty ? all : answers.map { line($0.name, $0.interpreter) }.joined() + (isComplete ? "" : places)
  }

  private var all: String {
    let lines = findings.pythons.interpreters.map { interpreter in
      "\(interpreter.label.padded(to: 24)) \(interpreter.path)\(notes(interpreter))\n"
    }
    let refused = findings.refused.map { "\("no Python".padded(to: 24)) \($0)  (it does not answer as one)\n" }
    return (lines.isEmpty ? "there is no Python; install one with 'apt-get install python3 python3-venv'\n" : "")
      + (lines + refused).joined() + places
  }

  private var places: String {
    let host = findings.pythons.host.map { "; where nothing asks for another, swtox goes by \($0)" } ?? ""
    return "\nlooked in \(findings.places.joined(separator: ", "))\(host)\n"
  }

  private func notes(_ interpreter: Interpreter) -> String {
    var notes: [String] = []
    if interpreter.isPrerelease { notes.append("not released yet") }
    if !interpreter.hasVenv { notes.append("cannot make environments by itself: it has no venv") }
    if let pip = interpreter.pipVersion { notes.append("pip \(pip.map(String.init).joined(separator: "."))") }
    return notes.isEmpty ? "" : "  (\(notes.joined(separator: ", ")))"
  }

  private func line(_ name: String, _ interpreter: Interpreter?) -> String {
    guard let interpreter else { return "\(name.padded(to: 14)) none: \(reason(name))\n" }
    return "\(name.padded(to: 14)) \(interpreter.label.padded(to: 20)) \(interpreter.path)\(notes(interpreter))\n"
  }

  /// Why a name means nothing here, and what to do.
  private func reason(_ name: String) -> String {
    if name.hasPrefix("/") { return "there is no Python at that path" }
    guard let factor = PythonFactor(name) else {
      return "it is no name of a Python; write py312, 3.12, pypy3.10 or a path"
    }
    let version = factor.version.map(String.init).joined(separator: ".")
    if factor.implementation == .any || factor.implementation == .cpython, !version.isEmpty {
      let name = version + (factor.isFreeThreaded == true ? "t" : "")
      return "install it with 'uv python install \(name)', 'pyenv install \(name)' or the system's packages"
    }
    if factor.implementation == .pypy, !version.isEmpty {
      return "install it with 'uv python install pypy\(version)' or 'pyenv install pypy\(version)'"
    }
    return "there is no \(factor) on this machine"
  }

  // MARK: JSON

  var json: JSONNode {
    .object([
      .init(key: "interpreters", value: .list(findings.pythons.interpreters.map(node))),
      .init(key: "refused", value: .list(findings.refused.map { .text($0) })),
      .init(key: "places", value: .list(findings.places.map { .text($0) })),
      .init(
        key: "wanted",
        value: .object(answers.map { .init(key: $0.name, value: $0.interpreter.map { .text($0.path) } ?? .null) })),
    ])
  }

  private func node(_ interpreter: Interpreter) -> JSONNode {
    .object([
      .init(key: "path", value: .text(interpreter.path)),
      .init(key: "implementation", value: .text(interpreter.implementation.rawValue)),
      .init(key: "version", value: .text(interpreter.version.map(String.init).joined(separator: "."))),
      .init(key: "free_threaded", value: .boolean(interpreter.isFreeThreaded)),
      .init(key: "prerelease", value: .boolean(interpreter.isPrerelease)),
      .init(key: "venv", value: .boolean(interpreter.hasVenv)),
      .init(
        key: "pip", value: interpreter.pipVersion.map { .text($0.map(String.init).joined(separator: ".")) } ?? .null),
    ])
  }
}
