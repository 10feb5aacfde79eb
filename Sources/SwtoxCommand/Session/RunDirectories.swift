import EnvironmentModel
import Orchestration
import Planning
import RunModel
import Synchronization

/// What a run writes to: the directories of its environments, and the folders of the packages that it may build.
struct RunDirectories {
  /// By environment, those to build in among them.
  var environments: [EnvironmentName: String] = [:]
  /// By the names of package definitions.
  var packages: [String: String] = [:]

  var paths: Set<String> { Set(environments.values).union(packages.values).subtracting([""]) }

  /// Which of them the steps of a plan work in.
  func use(in plan: Plan) -> DirectoryUse {
    DirectoryUse(plan) { owner in
      switch owner {
      case .environment(let name): Set([environments[name] ?? ""]).subtracting([""])
      case .package(let build): Set(packages.filter { PackageBuild.isBuild(build, of: $0.key) }.values)
      }
    }
  }
}

/// Gives directories up when no step works in them any more, so that other programs need not wait for the whole run.
final class DirectoryRelease: RunObserver {
  private let use: Mutex<DirectoryUse>
  private let locks: DirectoryLocks

  init(_ use: DirectoryUse, _ locks: DirectoryLocks) {
    self.use = Mutex(use)
    self.locks = locks
    locks.release(use.unused(among: locks.directories))
  }

  func observe(_ events: [NumberedEvent]) {
    for event in events {
      guard case .stepFinished(let id, _) = event.event else { continue }
      locks.release(use.withLock { $0.finish(id) })
    }
  }
}
