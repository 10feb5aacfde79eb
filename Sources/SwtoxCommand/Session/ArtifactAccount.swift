import EnvironmentModel
import Orchestration
import Planning

/// Which artefact of a package is in an environment, and which one the next run brings.
struct ArtifactAccount {
  /// Of the store, the newest first.
  var entries: [ArtifactStore.Entry]
  /// What was written down when packages were installed; `nil` when none were.
  var recorded: String?
  /// The environment's interpreter, where there is one.
  var interpreter: Interpreter?
  var machine = ArtifactFit.plainLinux

  /// A line for what is installed of a package, and one for what was built since.
  ///
  /// - Parameters:
  ///   - packages: All that the environment gets, in order.
  ///   - existing: The name of the file that it would get, of a definition of files that are there.
  func lines(
    of definition: PackageDefinition, among packages: [ChosenPackage], for name: EnvironmentName,
    existing: String? = nil
  ) -> [String] {
    let identity = installed(definition, packages)
    switch definition.builder {
    case .index:
      let wanted = "index \(definition.requirement)"
      return ["\(definition.requirement) of an index, \(identity == wanted ? "installed" : "not installed yet")"]
    case .existing:
      if let identity { return ["installed: \(Self.short(identity))"] }
      return [existing.map { "\($0), not installed yet" } ?? "there is no file to install"]
    default: return built(definition, name, identity)
    }
  }

  /// The identity of what is installed of a package; `nil` where others were wanted when that was done.
  private func installed(_ definition: PackageDefinition, _ packages: [ChosenPackage]) -> String? {
    let lines = (recorded ?? "").split(separator: "\n").map(String.init)
    let names = packages.map(\.definition.name)
    let then = lines.filter { $0.hasPrefix("package ") }.map { String($0.dropFirst("package ".count)) }
    guard then == names.sorted(), let place = names.firstIndex(of: definition.name), place < lines.count else {
      return nil
    }
    return lines[place]
  }

  private func built(_ definition: PackageDefinition, _ name: EnvironmentName, _ identity: String?) -> [String] {
    let beside = Set(entries.flatMap { $0.manifest.companions ?? [] }.map(\.sha256))
    let own = entries.filter { $0.manifest.definition == definition.name && !beside.contains($0.manifest.sha256) }
    let inside = identity.flatMap { identity in own.first { Self.identity($0) == identity } }
    let latest = latest(own.filter(\.isCurrent), of: definition, name, inside?.manifest.build)
    var lines =
      inside.map { ["installed: \(Self.words($0))"] } ?? identity.map { ["installed: \(Self.short($0))"] } ?? []
    if let latest, Self.identity(latest) != identity {
      lines.append("\(identity == nil ? "not installed yet" : "built since"): \(Self.words(latest))")
    }
    return lines.isEmpty ? ["not built yet"] : lines
  }

  /// What builds made last that the environment can have: by the build that made what is installed, by one for it or its
  /// interpreter, by another that fits.
  private func latest(
    _ candidates: [ArtifactStore.Entry], of definition: PackageDefinition, _ name: EnvironmentName, _ build: String?
  ) -> ArtifactStore.Entry? {
    let fitting = candidates.filter { entry in
      guard let interpreter else { return true }
      return ArtifactObservation(path: entry.path, identity: "", changedInput: nil).fits(interpreter, on: machine)
    }
    let others = definition.variants == .environment ? [] : [definition.name]
    let wanted = [build, "\(definition.name)~\(name)"].compactMap { $0 } + others
    let named = wanted.lazy.compactMap { name in fitting.first { $0.manifest.build == name } }.first
    return named ?? (definition.variants == .environment ? nil : fitting.first)
  }

  private static func identity(_ entry: ArtifactStore.Entry) -> String {
    "\(entry.manifest.fileName) \(entry.manifest.sha256)"
  }

  private static func words(_ entry: ArtifactStore.Entry) -> String {
    "\(entry.manifest.fileName)  sha256 \(entry.manifest.sha256.prefix(12))  \(ArtifactText.facts(entry.manifest))"
  }

  /// `demo.whl  sha256 0123456789ab` of `demo.whl` with the whole hash behind it.
  private static func short(_ identity: String) -> String {
    guard let blank = identity.lastIndex(of: " ") else { return identity }
    return "\(identity[..<blank])  sha256 \(identity[identity.index(after: blank)...].prefix(12))"
  }
}
