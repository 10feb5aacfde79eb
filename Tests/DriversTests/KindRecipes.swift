import Artifacts
import Drivers
import EnvironmentModel
import Planning
import RunModel

/// An environment of some kind on a machine with some tools, to see the recipes of its driver.
struct KindRecipes {
  var kind: EnvironmentKind
  var values: [String: SettingValue] = [:]
  var name = "py312"
  var observation: Observation
  var packages: [PackageInstallation] = []
  /// What stands for requirements of packages.
  var forced: [String] = []
  var options = PlanOptions()
  var services: [ServiceDefinition] = []

  /// - Parameter programs: Those that are in `/usr/bin`.
  init(_ kind: EnvironmentKind, programs: [String] = []) {
    self.kind = kind
    observation = Observation(
      pythons: PythonInstallations(interpreters: [
        Interpreter(path: "/usr/bin/python3.11", implementation: .cpython, version: [3, 11, 7], pipVersion: [23, 2])
      ]),
      variables: [
        "PATH": "/usr/bin", "HOME": "/home/u", "SECRET": "x", "CONDA_PKGS_DIRS": "/pkgs", "NIX_PATH": "nixpkgs=/n",
        "npm_config_offline": "true",
      ])
    observation.programs = Dictionary(uniqueKeysWithValues: programs.map { ($0, "/usr/bin/\($0)") })
  }

  /// The same with something changed.
  func with(_ change: (inout KindRecipes) -> Void) -> KindRecipes {
    var scene = self
    change(&scene)
    return scene
  }

  /// The same after a run in which all steps came to their end.
  func afterRun() -> KindRecipes {
    with { scene in
      let owner = StepOwner.environment(EnvironmentName(name))
      for step in steps {
        guard case .perform(let recipe) = step.disposition else { continue }
        for action in recipe.parts.all {
          if case .write(let path, let text) = action,
            let kind = StepKind.allCases.first(where: { path == "/p/.swtox/\(name)/.swtox/\($0.rawValue)" })
          {
            scene.observation.stamps[StepID(owner, kind)] = text
          }
        }
      }
    }
  }

  private var environment: Environment {
    let folder = "/p/.swtox/\(name)"
    let base: [String: SettingValue] = [
      "env_dir": .path(folder), "env_tmp_dir": .path("\(folder)/tmp"), "env_log_dir": .path("\(folder)/log"),
      "env_bin_dir": .path("\(folder)/bin"), "change_dir": .path("/p"), "activation_timeout": .number(60),
      "pass_env": .list(["HOME", "PATH"]), "commands": .commands([CommandLine(arguments: ["check", "-v"])]),
      "set_env": .variables([VariableAssignment(name: "OWN", value: "1")]),
    ]
    var environment = Environment(
      name: EnvironmentName(name), packageRoot: "/p",
      settings: base.merging(values) { $1 }.sorted { $0.key < $1.key }.map {
        ($0.key, Setting($0.value, origin: .init(section: "test")))
      })
    environment.kindDecision = KindDecision(kind, .byDefault)
    environment.forcedRequirements = forced
    return environment
  }

  var steps: [StepDraft] {
    var project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: true)
    project.definitions.services = services
    let context = PlanningContext(project: project, observation: observation, options: options)
    let driver = EnvironmentDrivers.all.first { $0.kind == kind }
    return driver?.steps(for: environment, packages: packages, in: context) ?? []
  }

  /// Every action of every step as text.
  var text: String {
    steps.map {
      "\($0.kind.rawValue): \($0.reason)\($0.locks.isEmpty ? "" : " (alone: \($0.locks.sorted()))")\n"
        + RecipeDump.text($0.disposition)
    }.joined()
  }

  static func package(_ builder: PackageDefinition.Builder) -> PackageInstallation {
    PackageInstallation(
      PackageDefinition(name: builder.rawValue, builder: builder, root: "/p"), .artifact(builder.rawValue),
      isBuilt: true)
  }
}
