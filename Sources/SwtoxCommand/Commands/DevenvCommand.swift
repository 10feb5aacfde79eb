import ArgumentParser
import EnvironmentModel
import Host
import Planning
import ProjectConfiguration
import Reporting
import SourceText

/// `devenv`: an environment to work in, in a folder of the user's choice.
struct DevenvCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "devenv", abstract: "Make an environment to develop in, with the package installed editable.",
    discussion: """
      It has what the tests of that environment have; its commands are not run. Packages that it gets as sdists or \
      wheels, from definitions too, are installed so that changes of their sources show at once.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var setup: SetupOptions
  @OptionGroup var headless: HeadlessOptions

  @Option(
    name: [.customShort("e"), .customLong("env")],
    help: ArgumentHelp("The environment it is made like; TOXENV or py if it is left out.", valueName: "env"),
    completion: .environments)
  var environment: String?

  @ArgumentParser.Argument(help: "The folder to make it in.", completion: .directory)
  var folder = "venv"

  func run(in program: ProgramContext) async -> ExitCode {
    do throws(DiagnosticError) {
      let opened = try await ProjectSession.open(project, in: program)
      let variable = program.host.variables["TOXENV"].flatMap { $0.isEmpty ? nil : $0 }
      let name = try opened.name(environment ?? variable ?? "py")
      let path = absolutePath(folder, from: program.host.files.resolved(".") ?? "/")
      var developed = project
      developed.ownOverrides.append(Self.override(of: "env_dir", for: name, path))
      let session = try await ProjectSession.open(developed, in: program)
      var front = HeadlessFront(
        program: program, session: session, project: project, options: try .preparing(setup), headless: headless)
      front.adjust = { $0.develops = true }
      front.rerunCommand = project.commandLine("devenv", folder)
      let isNew = !program.host.files.exists(path)
      let code = await front.run([name])
      // A part of an environment is of no use; where it stays behind, the next attempt replaces it.
      if code != .success, isNew { try? program.host.files.remove(path) }
      if code == .success {
        StandardOutput.write("created development environment under \(path)\nenter it with: . \(path)/bin/activate\n")
      }
      return code
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }

  /// An override of a key of one environment.
  static func override(of key: String, for name: EnvironmentName, _ value: String) -> String {
    let section = "testenv:\(name.text.replacing(".", with: "\\."))"
    let escaped = value.replacing("\\", with: "\\\\").replacing("{", with: "\\{").replacing("}", with: "\\}")
    return "\(section).\(key)=\(escaped)"
  }
}
