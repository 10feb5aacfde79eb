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

  /// That packages were installed in a form that is recorded as `form`, and are wanted otherwise now, or the other way
  /// round, as a reason to make the environment anew; `nil` when that is not so.
  ///
  /// - Parameter others: What is installed by Python's means.
  func switchedForm(to others: [PackageInstallation]) -> String? {
    guard let recorded = stamps.recorded(.installPackage), !stamps.context.options.leavesPackage else { return nil }
    let hadForm = recorded.split(separator: "\n").contains { $0.hasPrefix("form ") }
    return (hadForm && !others.isEmpty) || (!hadForm && !packages.isEmpty)
      ? "recreate: the package was installed in another form" : nil
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
