import Artifacts
import Drivers
import EnvironmentModel
import Planning
import ProjectConfiguration
import SourceText

@testable import SwtoxCommand

/// What a configuration comes to on a machine with CPython 3.11 and 3.12 and uv, and with some files.
struct PlannedConfiguration {
  let diagnostics: [Diagnostic]
  let report: PlanReport

  /// - Parameters:
  ///   - damaged: Names of files of the definition 'existing' that cannot be read.
  ///   - files: Artefacts of `existing` definitions, with the names of the definitions.
  init(
    _ text: String, named name: String = "tox.ini",
    files: [(definition: String, metadata: ArtifactMetadata, name: String)] = [], damaged: [String] = []
  ) throws {
    let source = SourceFile(path: name, text: text)
    guard let document = try ConfigurationReader.read(source) else { throw NoConfiguration() }
    var context = ConfigurationContext(variables: ["HOME": "/home/u"])
    context.pythons = Self.pythons
    context.fileKind = { $0.hasSuffix("missing") ? .missing : .other }
    let loaded = try ProjectBuilder.build(document, path: "/p/\(name)", context: context)
    let project = loaded.project
    let (environments, problems) = loaded.environments(project.allEnvironments)
    var known = KnownArtifacts()
    for file in files {
      known.files[file.definition, default: []].append(
        KnownArtifact(definition: file.definition, path: "/p/dist/\(file.name)", metadata: file.metadata))
    }
    known.failures["existing"] = damaged.map { DamagedArtifact(path: "/p/dist/\($0)", reason: "is no archive") }
    let matcher = PackageMatcher(project: project, fit: ArtifactFit(known: known, pythons: Self.pythons))
    let observation = Observation(
      pythons: Self.pythons, searchedPlaces: ["PATH"], uv: "/usr/bin/uv", variables: ["PATH": "/usr/bin"])
    let named = environments.map { ($0.name.text, $0) }
    let planning = PlanningContext(
      project: project, observation: observation, options: PlanOptions(), matcher: matcher,
      buildEnvironments: Dictionary(named) { first, _ in first })
    let plan = Planner(drivers: [VirtualenvDriver(), SystemDriver()], builders: PackageBuilders.all)
      .plan(environments, in: planning)
    report = PlanReport(environments: environments, plan: plan, matcher: matcher, project: project)
    let definitions = UnusedDefinitions(project: project, matcher: matcher)
    diagnostics =
      definitions.lowered(loaded.diagnostics, for: environments) + problems + plan.diagnostics
      + definitions.warnings(environments)
  }

  private struct NoConfiguration: Error {}

  private static let pythons = PythonInstallations(
    host: "/usr/bin/python3.12",
    interpreters: [
      Interpreter(path: "/usr/bin/python3.12", implementation: .cpython, version: [3, 12, 1]),
      Interpreter(path: "/usr/bin/python3.11", implementation: .cpython, version: [3, 11, 7]),
    ])
}
