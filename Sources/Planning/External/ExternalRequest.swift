import Artifacts
package import EnvironmentModel

/// What programs for kinds of environments are asked, each question a line of JSON.
///
/// The protocol is told in `ExternalKinds.md` of the documentation.
package enum ExternalRequest {
  /// The version that is spoken; programs that speak another one say so.
  package static let protocolVersion = 1

  /// The steps that are asked for, in the order of their questions.
  package static let steps = ["create", "dependencies", "package", "commands"]

  /// What the kind is.
  package static func describe(id: Int) -> String { line(id, "describe", [:]) }

  /// How the steps of an environment are done, a question for each.
  ///
  /// - Parameters:
  ///   - id: The number of the first question; the others have the next ones.
  ///   - packages: What it installs of the project.
  ///   - interpreter: The Python of the machine that it asks for.
  package static func recipes(
    id: Int, _ environment: Environment, _ packages: [PackageDefinition], _ interpreter: Interpreter?,
    in project: Project
  ) -> [String] {
    let members = subject(environment, packages, interpreter, in: project)
    return steps.enumerated().map { place, step in
      line(id + place, "recipe", members.merging(["step": .string(step)]) { $1 })
    }
  }

  /// What an environment is made of.
  package static func inspect(id: Int, _ environment: Environment, in project: Project) -> String {
    line(id, "inspect", subject(environment, [], nil, in: project))
  }

  private static func line(_ id: Int, _ request: String, _ members: [String: JSONValue]) -> String {
    let own: [String: JSONValue] = [
      "id": .number("\(id)"), "protocol": .number("\(protocolVersion)"), "request": .string(request),
    ]
    return JSONValue.object(members.merging(own) { $1 }).text
  }

  private static func subject(
    _ environment: Environment, _ packages: [PackageDefinition], _ interpreter: Interpreter?, in project: Project
  ) -> [String: JSONValue] {
    let settings = environment.settingsOfKind
    var python = JSONValue.null
    if let interpreter {
      python = .object([
        "path": .string(interpreter.path),
        "version": .string(interpreter.version.map(String.init).joined(separator: ".")),
        "implementation": .string(interpreter.implementation.rawValue),
      ])
    }
    return [
      "environment": .object([
        "name": .string(environment.name.text), "factors": .strings(environment.name.factors.map(\.text)),
        "folder": .string(environment.directory), "temporary_folder": .string(environment.temporaryDirectory),
        "change_dir": .string(environment.workingDirectory), "deps": .strings(environment.dependencies),
        "extras": .strings(environment.extras), "base_python": .strings(environment.list("base_python")),
        "python": python, "settings": .object(settings.mapValues { .string($0) }),
      ]),
      "project": .object(["root": .string(project.root), "work_folder": .string(project.workDirectory)]),
      "packages": .array(
        packages.map { .object(["name": .string($0.name), "builder": .string($0.builder.rawValue)]) }),
    ]
  }
}

extension Environment {
  /// What `kind_settings` says.
  package var settingsOfKind: [String: String] {
    guard case .dictionary(let items) = self["kind_settings"]?.value else { return [:] }
    return Dictionary(items.map { ($0.name, $0.value) }) { _, last in last }
  }
}
