import Drivers
import EnvironmentModel
import Host
import Planning
import ProjectConfiguration
import RunModel

/// What a project has on the disk that can go.
struct Leftovers {
  let session: ProjectSession
  /// What engines of containers keep of all projects.
  let keepings: [EngineKeepings.Keeping]

  private var project: Project { session.project }
  private var files: any FileHost { session.host.files }

  /// All that environments have: folders, images, containers. Nothing of those that swtox did not make.
  func removals(of environments: [Environment]) -> [Removal] {
    environments.filter { $0.kind != .system }.flatMap { environment -> [Removal] in
      let folder = environment.directory
      let words = "environment \(environment.name)"
      var removals = keepings.filter { $0.environmentFolder == folder }.map {
        removal($0, words, locking: folder)
      }
      if isOurs(folder) {
        removals.append(Removal(thing: .path(folder), words: words, lockedDirectory: folder))
      }
      return removals
    }
  }

  /// What the configuration no longer has: environments, builds, and what engines keep of them.
  func unused() -> [Removal] {
    let work = project.workDirectory
    let wanted = Set(
      session.configuration.environments(project.allEnvironments, only: ["env_dir"]).environments
        .map(\.directory)
    ).union(session.buildDirectories.values)
    let entries = (try? files.list(work)) ?? []  // no work directory yet
    var removals = entries.filter { !$0.hasPrefix(".") && !wanted.contains("\(work)/\($0)") && isOurs("\(work)/\($0)") }
      .map {
        name in
        Removal(
          thing: .path("\(work)/\(name)"), words: "environment \(name)", reason: "the configuration does not list it",
          lockedDirectory: "\(work)/\(name)")
      }
    let shared = "\(work)/\(SharedFolder.name)"
    removals += ((try? files.list(shared)) ?? []).filter { !wanted.contains("\(shared)/\($0)") }.map { name in
      Removal(
        thing: .path("\(shared)/\(name)"), words: "shared environment \(name)", reason: "no environment is like it",
        lockedDirectory: "\(shared)/\(name)")
    }
    removals += entries.compactMap(unusedBuild)
    let gone = Set(removals.compactMap(\.lockedDirectory))
    removals +=
      keepings.filter {
        $0.project == project.root && (gone.contains($0.environmentFolder) || $0.isOrphan(files))
      }.map {
        removal(
          $0, "'\($0.environmentFolder)'", "the environment is gone", locking: $0.environmentFolder)
      }
    return removals
  }

  /// The folder of a build of a definition that is no more; those that the project's own words mean stay.
  private func unusedBuild(_ entry: String) -> Removal? {
    guard entry.hasPrefix(PackageFolder.prefix) else { return nil }
    let build = String(entry.dropFirst(PackageFolder.prefix.count))
    let names = project.definitions.packages.map(\.name)
    guard !ImpliedPackage.isName(build), !names.contains(where: { PackageBuild.isBuild(build, of: $0) }) else {
      return nil
    }
    let path = "\(project.workDirectory)/\(entry)"
    return Removal(
      thing: .path(path), words: "build \(build)", reason: "there is no such package definition", lockedDirectory: path)
  }

  private func removal(
    _ keeping: EngineKeepings.Keeping, _ owner: String, _ reason: String = "", locking folder: String
  ) -> Removal {
    let isImage = if case .image = keeping.thing { true } else { false }
    return Removal(
      thing: keeping.thing, words: "\(isImage ? "image" : "container") of \(owner)", reason: reason,
      lockedDirectory: folder, byteCount: keeping.byteCount)
  }

  /// Whether swtox made a folder: it holds its own, or lies where environments do.
  ///
  /// A project has a folder `.swtox` too: what tells an environment is what its first step leaves.
  private func isOurs(_ folder: String) -> Bool {
    EnvironmentRefusal.reason(ofFolder: folder, in: project) == nil
      && StepKind.allCases.contains { files.exists("\(folder)/.swtox/\($0.rawValue)") }
  }
}
