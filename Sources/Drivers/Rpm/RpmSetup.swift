import EnvironmentModel
import Planning
import RunModel

/// The steps that make an environment of RPM packages, fill it and use it.
struct RpmSetup: Sendable {
  private let environment: Environment
  private let client: RpmClient
  private let context: PlanningContext
  private let stamps: SetupStamps
  private let record: PackageRecord
  /// What is installed by Python's means.
  let overlay: PythonOverlay
  let folder: RootFolder

  init(environment: Environment, client: RpmClient, context: PlanningContext, packages: [PackageInstallation]) {
    self.environment = environment
    self.client = client
    self.context = context
    stamps = SetupStamps(environment: environment, context: context)
    record = PackageRecord(packages: packages.filter { $0.form == .rpm }, stamps: stamps, options: ["form rpm"])
    folder = RootFolder(stamps: stamps, root: .folder("\(environment.directory)/root"))
    overlay = folder.overlay(packages.filter { $0.form != .rpm })
  }

  /// Refuses what cannot be installed together.
  func check() throws(MissingTool) {
    try record.check(beside: overlay, as: "RPM")
  }

  private var root: String { "\(environment.directory)/root" }
  private var repositories: [String] { environment.list("rpm_repositories") }
  private var packages: [String] {
    environment.list("rpm_packages").flatMap(ShellWords.split).map {
      $0.hasSuffix(".rpm") ? absolutePath($0, from: context.project.root) : $0
    }
  }

  // MARK: create

  func create() -> StepDraft {
    let fingerprint = Fingerprint(
      ["client \(client.name)", "releasever \(environment.text("rpm_releasever"))"]
        + repositories.map { "repository \(Digest.of(Array($0.utf8)))" } + packages.map { "package \($0)" })
    let setup = self
    return stamps.creation(
      because: stamps.recreation(fingerprint) ?? record.recreation(beside: overlay),
      fingerprint
    ) { setup.creation }
  }

  private var creation: [Action] {
    let begin = run(
      "create",
      ["/bin/sh", "-ec", #"mkdir -p "$2" && exec "$1" --root "$2" --initdb"#, "sh", .text(client.rpm), .text(root)])
    let names = packages.map { Argument.text($0) }
    return [begin, .createDirectory(stamps.folder)] + (names.isEmpty ? [] : [install("install_deps", names)])
  }

  private func run(_ phase: String, _ words: [Argument]) -> Action {
    .run(
      CommandAction(
        phase: phase, arguments: words, workingDirectory: context.project.root,
        environment: context.setupVariables.common))
  }

  // MARK: install

  /// The step that installs packages; `nil` when there are none.
  func installation(isChanged: Bool) -> StepDraft? {
    if !overlay.packages.isEmpty { return overlay.installation(isNew: isChanged).map(folder.inside) }
    let setup = self
    return record.installation(isChanged: isChanged) {
      [setup.install("install_package", setup.record.packages.map(\.argument))]
    }
  }

  /// Installs packages into the root, and writes down what is in it then, for those who want to know.
  private func install(_ phase: String, _ packages: [Argument]) -> Action {
    let options = client.isOfDebian ? "--force-debian" : ""
    let release = environment.text("rpm_releasever")
    let cache = "\(RootCache(context: context).folder)/dnf"
    let beginning: [Argument] = [
      "/bin/sh", "-c", .text(Self.installing), "sh", .text(client.rpm), .text(options), .text(client.dnf ?? ""),
      .text(client.createrepo ?? ""), .text(root), .text(stamps.folder), .text(cache), .text(release),
      .text(repositories.map { absoluteRepository($0) }.joined(separator: "\n")),
    ]
    return run(phase, beginning + packages)
  }

  /// A folder by its absolute path, others as they are.
  private func absoluteRepository(_ text: String) -> String {
    text.contains("://") ? text : absolutePath(text, from: context.project.root)
  }

  /// The arguments: rpm, its options, dnf, createrepo_c, root, our folder, cache, release, repositories; then packages.
  ///
  /// What is installed under the same version with another content goes first: dnf would find nothing to do.
  private static let installing = #"""
    set -u
    rpm=$1 options=$2 dnf=$3 createrepo=$4 root=$5 own=$6 cache=$7 release=$8 repositories=$9
    shift 9
    note() {
      "$rpm" --root "$root" -qa --qf '%{NAME} %{VERSION}-%{RELEASE}\n' | LC_ALL=C sort >"$own/rpm-packages"
    }
    if [ -z "$dnf" ]; then
      # Its plugins speak to services of a system that runs.
      "$rpm" --root "$root" $options --noplugins -U --replacepkgs --oldpackage "$@" || exit
      note
      exit
    fi
    for package in "$@"; do
      case $package in
      /*.rpm)
        name=$("$rpm" -qp --qf '%{NAME}' "$package" 2>/dev/null) || continue
        if "$rpm" --root "$root" -q "$name" >/dev/null 2>&1; then
          "$rpm" --root "$root" $options --noplugins --nodeps -e "$name" || exit
        fi ;;
      esac
    done
    mkdir -p "$cache" "$own/dnf"
    number=0
    while IFS= read -r place; do
      [ -n "$place" ] || continue
      number=$((number + 1))
      case $place in
      *://*) ;;
      *)
        if [ ! -e "$place/repodata/repomd.xml" ]; then
          # The folder stays as it is: what tells of its packages stands elsewhere.
          if [ -z "$createrepo" ]; then
            echo "swtox: '$place' is no repository yet, and there is no createrepo_c to make one" >&2
            exit 1
          fi
          [ -d "$place" ] || { echo "swtox: there is no folder '$place' (rpm_repositories)" >&2; exit 1; }
          mkdir -p "$own/repository-$number"
          "$createrepo" -q --baseurl "file://$place/" --outputdir "$own/repository-$number" "$place" || exit
          place=$own/repository-$number
        fi
        place=file://$place ;;
      esac
      set -- "$@" "--repofrompath=swtox$number,$place" "--repo=swtox$number" "--setopt=swtox$number.gpgcheck=0" \
        "--setopt=swtox$number.metadata_expire=0"
    done <<END
    $repositories
    END
    if [ "$number" != 0 ]; then set -- "$@" --setopt=reposdir=/nonexistent; fi
    if [ -n "$release" ]; then set -- "$@" "--releasever=$release"; fi
    exec 9>"$cache.lock"
    flock 9
    "$dnf" --installroot="$root" --setopt=cachedir="$cache" --setopt=logdir="$own/dnf" --setopt=keepcache=1 \
      --setopt=install_weak_deps=0 -y install "$@" 9>&- || exit
    note
    """#

  // MARK: commands

  /// The step that runs commands inside; `nil` when there are none.
  func commands() -> StepDraft? { folder.commands(hasOverlay: !overlay.steps(isNew: true).isEmpty) }
}
