import ArgumentParser
import Dashboard
import EnvironmentModel
import Host
import Orchestration
import Reporting
import RunModel
import SourceText

/// `inspect`: what environments are made of, and what they have on the disk.
struct InspectCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Tell what environments are made of, what is in them, and their size.",
    discussion: """
      Those that are named, or all of the configuration: kind, interpreter, folder with what it has on the disk, what is \
      installed of the project, and every package with its version. What several have in common on the disk counts for \
      the first one that is told.
      """)

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var project: ProjectOptions
  @Flag(name: .customLong("json"), help: "A list of objects, for programs.")
  var isJSON = false

  /// What is told of an environment.
  private struct Account {
    var name: EnvironmentName
    var detail: EnvironmentDetail
    var content: EnvironmentContent

    var packages: [EnvironmentContent.Package] { content.packages ?? [] }
  }

  func run(in program: ProgramContext) async -> ExitCode {
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let isNamed = !selection.environments.isEmpty || selection.choosesByProperty
      let names = isNamed ? try session.names(selection) : session.project.allEnvironments
      let inspection = EnvironmentInspection(session: session)
      let surveyor = EnvironmentSurveyor(files: program.host.files)
      var accounts = names.map { name in
        let detail = inspection.detail(of: name)
        return Account(name: name, detail: detail, content: surveyor.content(of: detail.location))
      }
      let counts = await DiskUse(host: program.host).byteCounts(of: accounts.map(\.detail.location))
      for place in accounts.indices { accounts[place].detail.byteCount = counts[accounts[place].detail.location] }
      StandardOutput.write(isJSON ? JSONNode.list(accounts.map(node)).text() + "\n" : accounts.map(text).joined())
      return .success
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }

  private func text(_ account: Account) -> String {
    let detail = account.detail
    let size = detail.byteCount.map { " (\(ByteText.short($0)))" } ?? " (not made yet)"
    let lines = [
      ("kind", detail.kind), ("interpreter", detail.interpreter), ("folder", detail.location + size),
      ("package", detail.package),
      ("packages", account.packages.map { "\($0.name) \($0.version)" }.joined(separator: ", ")),
    ]
    return "\(account.name)\n"
      + lines.filter { !$0.1.isEmpty }.map { key, value in
        "  \(key.padded(to: 12)) \(value.replacing("\n", with: "\n" + String(repeating: " ", count: 15)))\n"
      }.joined()
  }

  private func node(_ account: Account) -> JSONNode {
    let packages = account.packages.map { package in
      JSONNode.object([
        .init(key: "name", value: .text(package.name)), .init(key: "version", value: .text(package.version)),
      ])
    }
    return .object([
      .init(key: "name", value: .text(account.name.text)), .init(key: "kind", value: .text(account.detail.kind)),
      .init(key: "interpreter", value: .text(account.detail.interpreter)),
      .init(key: "folder", value: .text(account.detail.location)),
      .init(key: "bytes", value: account.detail.byteCount.map { .number("\($0)") } ?? .null),
      .init(key: "package", value: .text(account.detail.package)), .init(key: "packages", value: .list(packages)),
    ])
  }
}
