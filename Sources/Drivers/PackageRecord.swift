import EnvironmentModel
import Planning
import RunModel

/// What an environment installs of the project, and what it installed when that was written down.
struct PackageRecord: Sendable {
  let packages: [PackageInstallation]
  let stamps: SetupStamps
  /// What besides the artefacts decides what is installed, a line each.
  var options: [String] = []

  var names: String { packages.map(\.definition.name).joined(separator: ", ") }

  /// Why it is installed, in a word that says whether it was before; `nil` when what is there will do.
  ///
  /// - Parameter isChanged: Whether what it goes into is made anew.
  func cause(isChanged: Bool) -> String? {
    let recorded = stamps.recorded(.installPackage)
    let isBuilt = packages.contains(where: \.isBuilt)
    if !isChanged, !isBuilt, let recorded, let identities, recorded == identities + optionText { return nil }
    return isChanged || recorded == nil ? "install \(names)" : "reinstall: \(names) changed"
  }

  /// What was installed under a name that is not wanted any more, as a clause; `nil` when there is nothing.
  var unwanted: String? {
    guard let recorded = stamps.recorded(.installPackage), !packages.isEmpty, !stamps.context.options.leavesPackage
    else {
      return nil
    }
    let wanted = Set(packages.map(\.definition.name))
    let names = recorded.split(separator: "\n").filter { $0.hasPrefix("package ") }.map {
      $0.dropFirst("package ".count)
    }
    return names.first { !wanted.contains(String($0)) }.map { "package '\($0)' is not wanted any more" }
  }

  // MARK: Systems

  /// Why a system of its own is made anew for what was installed in it; `nil` when that may stay.
  ///
  /// Packages of systems are recorded with a line `form`, by which they are told from those of Python.
  ///
  /// - Parameter overlay: What is installed by Python's means.
  func recreation(beside overlay: PythonOverlay) -> String? {
    if (isLeftOver && overlay.packages.isEmpty) || overlay.isLeftOver {
      return "recreate: what was installed is not wanted any more"
    }
    if let recorded = stamps.recorded(.installPackage), !stamps.context.options.leavesPackage {
      let hadForm = recorded.split(separator: "\n").contains { $0.hasPrefix("form ") }
      if (hadForm && !overlay.packages.isEmpty) || (!hadForm && !packages.isEmpty) {
        return "recreate: the package was installed in another form"
      }
    }
    return unwanted.map { "recreate: \($0)" }
  }

  /// Refuses packages of a system and of Python in one environment.
  ///
  /// - Parameter system: What the former are called: `Debian`.
  func check(beside overlay: PythonOverlay, as system: String) throws(MissingTool) {
    if packages.isEmpty || overlay.packages.isEmpty { return }
    let names = overlay.packages.map(\.definition.name).joined(separator: ", ")
    throw MissingTool(
      mistake:
        "environment '\(stamps.environment.name)' gets packages of \(system) and of Python; one of both forms goes "
        + "in: leave out \(names), or have it depend on it")
  }

  /// The step that installs packages of a system; `nil` when there are none.
  ///
  /// - Parameter actions: What installs them.
  func installation(isChanged: Bool, _ actions: @escaping @Sendable () -> [Action]) -> StepDraft? {
    if packages.isEmpty { return nil }
    guard let cause = cause(isChanged: isChanged) else {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(names) unchanged")
    }
    let record = self
    let recipe = Recipe {
      Recipe.Parts(main: record.stamps.forget(.installPackage) + actions() + [record.recording])
    }
    return StepDraft(.installPackage, .perform(recipe), reason: cause)
  }

  /// Whether packages are there that nobody wants any more.
  var isLeftOver: Bool {
    packages.isEmpty && !stamps.context.options.leavesPackage && stamps.recorded(.installPackage) != nil
  }

  /// Writes down what was installed.
  var recording: Action {
    .recordArtifacts(packages.map(\.source), options: optionText, path: stamps.path(.installPackage))
  }

  /// What is installed when all goes well, as it is written down; `nil` while it is not known.
  private var identities: String? {
    var lines: [String] = []
    for package in packages {
      switch package.source {
      case .requirement(let text): lines.append("index \(text)")
      case .artifact(let name):
        guard let identity = stamps.context.observation.artifacts[name]?.identity else { return nil }
        lines.append(identity)
      }
    }
    return lines.joined(separator: "\n")
  }

  private var optionText: String {
    (packages.map { "package \($0.definition.name)" }.sorted() + options).map { "\n\($0)" }.joined()
  }
}

extension PackageInstallation {
  /// What it is, by its definition or else by the name of its file; `nil` where neither says.
  var form: ArtifactForm? { definition.form ?? artifact.flatMap { ArtifactForm(fileName: $0) } }

  /// The word by which an installer gets it.
  var argument: Argument {
    switch source {
    case .artifact(let name): .artifact(package: name, suffix: "")
    case .requirement(let text): .text(text)
    }
  }
}
