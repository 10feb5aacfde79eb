package import Artifacts
package import EnvironmentModel

/// Whether a definition's artefact can go into an environment, by its form and, where it is there already, by what it says
/// of itself.
package struct ArtifactFit: Sendable {
  /// Whether it can, and why.
  package enum Answer: Hashable, Sendable {
    /// With the reason in words.
    case yes(String)
    /// With the reason in words; whether it is the kind of environment that cannot install it.
    case no(String, isOfKind: Bool)
  }

  private let known: KnownArtifacts
  private let pythons: PythonInstallations
  private let platform: PythonPlatform
  private var machine: String { platform.architecture }

  /// - Parameters:
  ///   - known: The files that are there already.
  ///   - pythons: The interpreters of the machine.
  ///   - platform: The machine.
  package init(
    known: KnownArtifacts = KnownArtifacts(), pythons: PythonInstallations = PythonInstallations(),
    platform: PythonPlatform = ArtifactFit.plainLinux
  ) {
    self.known = known
    self.pythons = pythons
    self.platform = platform
  }

  /// A machine of which little is known.
  package static let plainLinux = PythonPlatform(architecture: "x86_64", library: nil)

  /// Whether an environment can install a definition's artefact, as far as that is known before it is built.
  package func answer(_ definition: PackageDefinition, _ environment: Environment) -> Answer {
    if let form = definition.form, !form.isAccepted(by: environment.kind) {
      return .no("kind '\(environment.kind)' cannot install form '\(form.rawValue)'", isOfKind: true)
    }
    if definition.builder == .existing { return existing(definition, environment) }
    guard let form = definition.form else { return .yes("its artefact is not known yet") }
    return .yes("kind '\(environment.kind)' installs form '\(form.rawValue)'")
  }

  /// The file of an `existing` definition that an environment installs: of those that fit the one with the most specific
  /// tags; `nil` when none fits.
  package func file(of definition: PackageDefinition, for environment: Environment) -> KnownArtifact? {
    fitting(definition, environment).first
  }

  /// The file that `{package:NAME}` of an `existing` definition stands for: the one that an environment would install, else
  /// the only one that there is, since commands may do with a file what they like.
  ///
  /// - Throws: Why there is none.
  package func referencedFile(
    of definition: PackageDefinition, for environment: Environment
  ) throws(MissingFile) -> KnownArtifact {
    let files = known.files[definition.name] ?? []
    if case .no(let reason, _) = existing(definition, environment) {
      if files.count == 1, known.failures[definition.name] == nil { return files[0] }
      throw MissingFile(reason: reason)
    }
    guard let file = fitting(definition, environment).first else {
      throw MissingFile(reason: "no file matches '\(definition.path)'")
    }
    return file
  }

  /// Why there is no file to speak of.
  package struct MissingFile: Error {
    package var reason: String
  }

  // MARK: Existing files

  private func existing(_ definition: PackageDefinition, _ environment: Environment) -> Answer {
    if let damaged = damaged(definition).first(where: { concerns($0, environment) }) {
      return .no(damaged.words, isOfKind: false)
    }
    let files = known.files[definition.name] ?? []
    if files.isEmpty { return .no("no file matches '\(definition.path)'", isOfKind: false) }
    let fitting = fitting(definition, environment)
    guard let best = fitting.first else {
      let reasons = files.prefix(3).map { "\($0.fileName) \(misfit($0, environment) ?? "")" }
      let more = files.count > 3 ? " and \(files.count - 3) more" : ""
      return .no(reasons.joined(separator: ", ") + more, isOfKind: false)
    }
    let versions = Set(fitting.map(\.metadata.version))
    if versions.count > 1 {
      let shown = versions.sorted().joined(separator: ", ")
      return .no("several versions match '\(definition.path)': \(shown)", isOfKind: false)
    }
    return .yes("\(best.fileName) fits")
  }

  /// The files of an `existing` definition that cannot be read.
  package func damaged(_ definition: PackageDefinition) -> [DamagedArtifact] { known.failures[definition.name] ?? [] }

  /// Whether an environment might have got a file that cannot be read: to take another one then would be a guess.
  ///
  /// Only the name of the file can tell that it is for others.
  private func concerns(_ damaged: DamagedArtifact, _ environment: Environment) -> Bool {
    if let form = ArtifactForm(fileName: damaged.fileName), !form.isAccepted(by: environment.kind) { return false }
    guard damaged.fileName.hasSuffix(".whl"), let name = try? WheelFileName(damaged.fileName) else { return true }
    return misfit(WheelTags(name.tags), environment) == nil
  }

  private func fitting(_ definition: PackageDefinition, _ environment: Environment) -> [KnownArtifact] {
    (known.files[definition.name] ?? []).filter { misfit($0, environment) == nil }
      .sorted { (Self.rank($0), $0.fileName) < (Self.rank($1), $1.fileName) }
  }

  /// Wheels before sources, and those for few interpreters before those for all.
  private static func rank(_ artifact: KnownArtifact) -> Int {
    guard case .wheel(let wheel) = artifact.metadata else { return 2 }
    return wheel.fileName.tags.contains { $0.platform != "any" } ? 0 : 1
  }

  /// Why a file does not fit; `nil` when it does.
  private func misfit(_ artifact: KnownArtifact, _ environment: Environment) -> String? {
    let form = ArtifactForm(fileName: artifact.fileName)
    if let form, !form.isAccepted(by: environment.kind) { return "is of form '\(form.rawValue)'" }
    switch artifact.metadata {
    case .wheel(let wheel):
      return misfit(wheel.core, environment) ?? misfit(WheelTags(wheel.fileName.tags), environment)
    case .sdist(let sdist): return misfit(sdist.core, environment)
    case .conda(let conda):
      let subdir = "linux-\(machine == "x86_64" ? "64" : machine)"
      if ![subdir, "noarch"].contains(conda.subdir) { return "is for '\(conda.subdir)', and this is '\(subdir)'" }
      return misfit(conda, environment)
    case .deb(let deb):
      let architecture = ["x86_64": "amd64", "aarch64": "arm64"][machine] ?? machine
      return ["all", architecture].contains(deb.architecture)
        ? nil : "is for '\(deb.architecture)', and this is '\(architecture)'"
    case .rpm(let rpm):
      return ["noarch", machine].contains(rpm.architecture)
        ? nil : "is for '\(rpm.architecture)', and this is '\(machine)'"
    case .npm(let npm): return misfit(npm, environment)
    }
  }

  private func misfit(_ core: CoreMetadata, _ environment: Environment) -> String? {
    guard let interpreter = pythons.find(environment.list("base_python")), let wanted = core.requiresPython else {
      return nil
    }
    let version = interpreter.version.map(String.init).joined(separator: ".")
    // What is no specifier, installers pass over too.
    guard let own = PythonVersion(version), let specifier = try? PythonVersionSpecifier(wanted) else { return nil }
    return specifier.matches(own) ? nil : "requires Python \(wanted), and this is \(version)"
  }

  private func misfit(_ tags: WheelTags, _ environment: Environment) -> String? {
    guard let interpreter = pythons.find(environment.list("base_python")) else { return nil }
    guard case .incompatible(let reason) = tags.compatibility(with: interpreter.forWheels(platform)) else { return nil }
    return reason
  }

  /// By the Python that it depends on, where the environment asks for one.
  private func misfit(_ conda: CondaMetadata, _ environment: Environment) -> String? {
    let version = environment.list("base_python").compactMap { PythonFactor($0) }.first?.version ?? []
    guard version.count > 1, let wanted = conda.pythonRange, !wanted.contains(version) else { return nil }
    return "depends on python \(wanted.text), and this is \(version.map(String.init).joined(separator: "."))"
  }

  private func misfit(_ npm: NpmMetadata, _ environment: Environment) -> String? {
    let nodes = environment.name.factors.compactMap { factor in
      factor.text.hasPrefix("node") ? SemanticVersion("\(factor.text.dropFirst(4)).0.0") : nil
    }
    guard let node = nodes.first else { return nil }
    let processor = ["x86_64": "x64", "aarch64": "arm64"][machine] ?? machine
    let target = NodeTarget(version: node, processor: processor)
    guard case .incompatible(let reason) = target.compatibility(with: npm) else { return nil }
    return reason
  }
}

extension Interpreter {
  /// The interpreter as the tags of wheels see it.
  func forWheels(_ platform: PythonPlatform) -> PythonInterpreter {
    let implementation: PythonInterpreter.Implementation =
      switch self.implementation {
      case .cpython, .any: .cpython
      case .pypy: .pypy
      default: .other(self.implementation.rawValue)
      }
    return PythonInterpreter(
      implementation: implementation, major: version.first ?? 3, minor: version.count > 1 ? version[1] : 0,
      isFreeThreaded: isFreeThreaded, platform: platform)
  }
}

extension ArtifactObservation {
  private var tags: WheelTags? {
    guard let name = path.split(separator: "/").last, name.hasSuffix(".whl") else { return nil }
    // A name that is none has no tags.
    return (try? WheelFileName(String(name))).map { WheelTags($0.tags) }
  }

  /// Whether an interpreter of this machine can load it; what is no wheel goes everywhere.
  package func fits(_ interpreter: Interpreter, on platform: PythonPlatform) -> Bool {
    misfit(interpreter, on: platform) == nil
  }

  /// Why an interpreter of this machine cannot load it; `nil` when it can.
  package func misfit(_ interpreter: Interpreter, on platform: PythonPlatform) -> String? {
    guard case .incompatible(let reason)? = tags?.compatibility(with: interpreter.forWheels(platform)) else {
      return nil
    }
    return reason
  }

  /// Whether only interpreters of one version can load it.
  package var isForOneInterpreter: Bool {
    tags?.tags.contains { tag in
      tag.abi == "none" ? !tag.python.hasPrefix("py") : tag.abi != "abi3" && tag.abi != "abi3t"
    } ?? false
  }
}
