import EnvironmentModel
import Planning

/// Root folders that many environments start from, made once and kept in the user's cache.
package struct RootCache: Sendable {
  let context: PlanningContext

  /// The folder with all of them: an absolute path.
  var folder: String { Self.folder(context.observation.variables) }

  /// The folder with all of them for a caller with some variables: an absolute path.
  package static func folder(_ variables: [String: String]) -> String {
    let own = variables["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(own ?? "\(variables["HOME"] ?? "/root")/.cache")/swtox/roots"
  }

  /// Makes one unless it is there; programs that want the same one wait for each other.
  ///
  /// What makes it sees no processes but its own, and mounts only for itself: it leaves nothing, however it ends.
  ///
  /// - Parameters:
  ///   - path: Its folder; the root itself is `root` in it.
  ///   - words: What makes the root in the folder that `SWTOX_ROOT` names.
  func making(_ path: String, by words: [String]) -> Action {
    var command = CommandAction(
      phase: "base", arguments: (["/bin/sh", "-c", Self.script, "sh", path] + words).map { .text($0) },
      workingDirectory: "/", environment: context.setupVariables.common)
    command.isolatesProcesses = true
    return .run(command)
  }

  private static let script = #"""
    set -eu
    base=$1
    shift
    # When it was used last, those who prune want to know.
    if [ -e "$base/id" ]; then touch "$base/id"; exit 0; fi
    mkdir -p "${base%/*}"
    exec 9>"$base.lock"
    flock 9
    if [ -e "$base/id" ]; then exit 0; fi
    # Half of one, of somebody who was killed: whoever holds the lock may remove it.
    rm -rf "$base.new" "$base"
    mkdir "$base.new"
    SWTOX_ROOT=$base.new/root
    export SWTOX_ROOT
    "$@"
    cat /proc/sys/kernel/random/uuid >"$base.new/id"
    mv "$base.new" "$base"
    """#
}
