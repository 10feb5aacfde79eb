import EnvironmentModel
import Planning

/// The root folder that an environment of Debian starts from.
struct DebBase: Sendable {
  /// Where it lies: `root` in it is the root folder.
  let path: String
  /// What makes it in the folder that `SWTOX_ROOT` names.
  let words: [String]
  /// What it is, for people.
  let name: String

  /// The one that an environment asks for: a folder or archive of the user's, or what mmdebstrap makes of a suite.
  static func choose(for environment: Environment, in context: PlanningContext) throws(MissingTool) -> DebBase {
    let cache = RootCache(context: context)
    let own = environment.text("deb_base")
    if !own.isEmpty {
      let isArchive = own.split(separator: "/").last?.contains(".tar") ?? false
      let exists = #"[ -e "$1" ] || { echo "swtox: 'deb_base': there is no '$1'" >&2; exit 1; }; "#
      let script =
        isArchive
        ? exists + #"mkdir "$SWTOX_ROOT" && tar -C "$SWTOX_ROOT" -xf "$1""# : exists + #"ln -s "$1" "$SWTOX_ROOT""#
      return DebBase(
        path: "\(cache.folder)/deb-own-\(Digest.of(Array(own.utf8)))", words: ["/bin/sh", "-ec", script, "sh", own],
        name: own)
    }
    guard let program = context.observation.programs[DebDriver.bootstrap.name] else {
      throw MissingTool(noneOf: [DebDriver.bootstrap], for: "kind 'deb'")
    }
    let suite = environment.text("deb_suite").isEmpty ? machineSuite(context) : environment.text("deb_suite")
    let variant = environment.text("deb_variant")
    let mirrors = environment.list("deb_mirrors")
    let options = [
      "--quiet", "--mode=root", "--variant=\(variant)", "--format=directory", "--skip=cleanup/apt/lists",
      "--dpkgopt=path-exclude=/usr/share/man/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
    ]
    let mark = mirrors.isEmpty ? "" : "-\(Digest.of(Array(mirrors.joined(separator: "\n").utf8)))"
    let script =
      #"program=$1 suite=$2; shift 2; exec "$program" "# + options.map(CommandLine.quoted).joined(separator: " ")
      + #" "$suite" "$SWTOX_ROOT" "$@""#
    return DebBase(
      path: "\(cache.folder)/deb-\(suite)-\(variant)\(mark)",
      words: ["/bin/sh", "-ec", script, "sh", program, suite] + mirrors,
      name: "\(suite) (\(variant))")
  }

  /// The suite of the machine where it is a Debian itself.
  private static func machineSuite(_ context: PlanningContext) -> String {
    let lines = (context.observation.texts["/etc/os-release"] ?? "").split(separator: "\n")
    let isDebian = lines.contains { $0 == "ID=debian" }
    let prefix = "VERSION_CODENAME="
    let name = lines.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    return (isDebian ? name : nil) ?? "stable"
  }
}
