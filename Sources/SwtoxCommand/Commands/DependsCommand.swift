import ArgumentParser
import EnvironmentModel
import Planning
import ProjectConfiguration
import Reporting
import SourceText

/// `depends`: in which order environments run, and what each waits for.
struct DependsCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "depends", abstract: "Show in which order environments run, and what each one waits for.",
    discussion: "Each environment after those that its 'depends' names, with the package that it installs.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions

  @Flag(name: .customLong("json"), help: "A list of objects with name, after and package, in order, for programs.")
  var isJSON = false

  private struct Line {
    var name: EnvironmentName
    var predecessors: [EnvironmentName]
    var package: String?
  }

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let needed = PackageChoice.decidingKeys.union(["depends"])
      let resolved = session.configuration.environments(try session.names(selection), only: needed)
      printer.print(session.configuration.diagnostics + resolved.diagnostics)
      let order = DependsOrder(resolved.environments)
      let circles = order.circles
      if !circles.isEmpty { throw DiagnosticError(Set(circles.values).sorted().map { .error($0) }) }
      let byName = Dictionary(resolved.environments.map { ($0.name, $0) }) { first, _ in first }
      let matcher = session.matcher
      let lines = order.sorted(resolved.environments.map(\.name)).map { name -> Line in
        let packages = byName[name].map { matcher.decision(for: $0).packages } ?? []
        return Line(
          name: name, predecessors: order.predecessors(of: name),
          package: packages.isEmpty ? nil : packages.map(\.definition.name).joined(separator: ", "))
      }
      StandardOutput.write(isJSON ? Self.json(lines).text() + "\n" : Self.text(lines))
      return .success
    } catch {
      return printer.refuse(error)
    }
  }

  private static func text(_ lines: [Line]) -> String {
    let width = lines.map { $0.name.text.count }.max() ?? 0
    return lines.map { line in
      let after = line.predecessors.isEmpty ? "" : "after \(line.predecessors.map(\.text).joined(separator: ", "))"
      let facts = [line.package.map { "package \($0)" } ?? "", after].filter { !$0.isEmpty }.joined(separator: "  ")
      let pad = String(repeating: " ", count: width - line.name.text.count)
      return facts.isEmpty ? "\(line.name)\n" : "\(line.name)\(pad)  \(facts)\n"
    }.joined()
  }

  private static func json(_ lines: [Line]) -> JSONNode {
    .list(
      lines.map { line in
        .object([
          .init(key: "name", value: .text(line.name.text)),
          .init(key: "after", value: .list(line.predecessors.map { .text($0.text) })),
          .init(key: "package", value: line.package.map { .text($0) } ?? .null),
        ])
      })
  }
}
