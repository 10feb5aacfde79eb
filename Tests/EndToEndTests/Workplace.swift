import Glibc
import Host

/// The end of a program and all it wrote.
struct Ending {
  var code: Int32
  var output: String
}

/// A folder of a test's own with a project in it.
final class Workplace: Sendable {
  let home: String
  /// The project's folder.
  let project: String

  /// A new folder with a copy of a project, or an empty one.
  init(copying source: String? = nil) throws {
    var template = Array("/tmp/swtox-test-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    guard mkdtemp(&template) != nil else { throw WorkplaceError.noFolder }
    home = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    project = "\(home)/project"
    if let source {
      try Program.host.files.copy(source, to: project)
      try Program.host.files.remove("\(project)/.swtox")
    } else {
      try Program.host.files.createDirectory(project)
    }
  }

  deinit { try? Program.host.files.remove(home) }  // what stays behind in /tmp harms nobody

  func write(_ text: String, to name: String) throws {
    if let slash = name.lastIndex(of: "/") {
      try Program.host.files.createDirectory("\(project)/\(name[..<slash])")
    }
    try Program.host.files.write(Array(text.utf8), to: "\(project)/\(name)")
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Program.host.files.read("\(project)/\(name)"), as: UTF8.self)
  }

  /// Starts the program in the project's folder.
  func start(
    _ arguments: [String], variables: [String: String] = [:],
    onOutput: @escaping @Sendable (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws -> any ChildProcess {
    let request = ProcessRequest(
      executable: Program.path, arguments: ["swtox-tui"] + arguments, workingDirectory: project,
      environment: Program.variables(home: home, variables))
    return try Program.host.processes.start(request, onOutput: onOutput)
  }

  /// Runs a script of bash in the project's folder to its end.
  func bash(_ script: String) async throws -> Ending {
    let output = OutputText()
    let request = ProcessRequest(
      executable: "/bin/bash", arguments: ["bash", "-c", script], workingDirectory: project,
      environment: Program.variables(home: home, [:]))
    let report = try await Program.host.processes.start(request) { output.append($0) }.report()
    guard case .exited(let code) = report.ending else { throw WorkplaceError.ended("\(report.ending)") }
    return Ending(code: code, output: output.text)
  }

  /// Runs the program to its end.
  func run(_ arguments: String..., variables: [String: String] = [:]) async throws -> Ending {
    try await run(arguments, variables: variables)
  }

  func run(_ arguments: [String], variables: [String: String] = [:]) async throws -> Ending {
    let output = OutputText()
    let report = try await start(arguments, variables: variables) { output.append($0) }.report()
    guard case .exited(let code) = report.ending else { throw WorkplaceError.ended("\(report.ending)\n\(output.text)") }
    return Ending(code: code, output: output.text)
  }
}

enum WorkplaceError: Error {
  case noFolder
  /// A signal ended the program.
  case ended(String)
  case neverShown(String, screen: String)
}
