import ArgumentParser
import EnvironmentModel
import Host
import ProjectConfiguration
import Reporting
import SourceText

/// `devenv`: an environment to work in, in a folder of the user's choice.
struct DevenvCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "devenv", abstract: "Make an environment to develop in, with the package installed editable.",
    discussion: "It has what the tests of that environment have; its commands are not run.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var headless: HeadlessOptions

  @Option(
    name: [.customShort("e"), .customLong("env")],
    help: ArgumentHelp("The environment it is made like; the first of env_list if it is left out.", valueName: "env"),
    completion: .environments)
  var environment: String?

  @Argument(help: "The folder to make it in.", completion: .directory)
  var folder = "venv"

  func run(in program: ProgramContext) async -> ExitCode {
    do throws(DiagnosticError) {
      let opened = try await ProjectSession.open(project, in: program)
      let name = try opened.name(environment)
      let path = absolutePath(folder, from: program.host.files.resolved(".") ?? "/")
      var project = project
      project.overrides += Self.overrides(for: name, at: path)
      let session = try await ProjectSession.open(project, in: program)
      var options = options
      options.notest = true
      let front = HeadlessFront(
        program: program, session: session, project: project, options: options, headless: headless)
      let code = await front.run([name])
      if code == .success {
        StandardOutput.write("created development environment under \(path)\nenter it with: . \(path)/bin/activate\n")
      }
      return code
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }

  /// What makes an environment one for development in a folder.
  static func overrides(for name: EnvironmentName, at path: String) -> [String] {
    let section = "testenv:\(name.text.replacing(".", with: "\\."))"
    let escaped = path.replacing("\\", with: "\\\\").replacing("{", with: "\\{").replacing("}", with: "\\}")
    return ["\(section).env_dir=\(escaped)", "\(section).use_develop=true", "\(section).package=editable"]
  }
}
