import EnvironmentModel
import Planning
import RunModel

/// The steps that make an environment of Debian, fill it and use it.
struct DebSetup: Sendable {
  private let environment: Environment
  private let base: DebBase
  private let context: PlanningContext
  private let stamps: SetupStamps
  private let record: PackageRecord
  /// What is installed by Python's means.
  let overlay: PythonOverlay
  let folder: RootFolder

  init(environment: Environment, base: DebBase, context: PlanningContext, packages: [PackageInstallation]) {
    self.environment = environment
    self.base = base
    self.context = context
    stamps = SetupStamps(environment: environment, context: context)
    record = PackageRecord(packages: packages.filter { $0.form == .deb }, stamps: stamps, options: ["form deb"])
    folder = RootFolder(
      stamps: stamps, root: .layers(base: "\(base.path)/root", changes: "\(environment.directory)/changes"))
    overlay = folder.overlay(packages.filter { $0.form != .deb })
  }

  /// Refuses what cannot be installed together.
  func check() throws(MissingTool) {
    try tests.check()
    try record.check(beside: overlay, as: "Debian")
  }

  // MARK: create

  func create() -> StepDraft {
    let fingerprint = Fingerprint(
      ["base \(base.path)"] + wantedPackages.map { "package \($0)" }
        + ["clone \(environment.text("deb_clone"))"])
    let setup = self
    return stamps.creation(
      because: stamps.recreation(fingerprint) ?? record.recreation(beside: overlay),
      locks: [base.path], fingerprint
    ) { setup.creation }
  }

  private var tests: DebianTests { DebianTests(environment: environment, context: context) }

  /// The packages of the suite that go in, for commands and for tests.
  private var wantedPackages: [String] { environment.list("deb_packages").flatMap(ShellWords.split) + tests.packages }

  private var creation: [Action] {
    var clone = CommandAction(
      phase: "create",
      arguments: ["/bin/sh", "-c", Self.cloning, "sh", base.path, environment.directory, environment.text("deb_clone")]
        .map { .text($0) }, workingDirectory: "/", environment: context.setupVariables.common)
    // It tries a mount, of which nobody is to see anything.
    clone.isolatesProcesses = true
    let packages = wantedPackages
    return [
      RootCache(context: context).making(base.path, by: base.words), .createDirectory(stamps.folder), .run(clone),
      folder.inside("prepare_root", ["/bin/sh", "-c", .text(Self.preparing)]),
    ] + (packages.isEmpty ? [] : [install("install_deps", packages.map { .text($0) })])
  }

  /// The arguments: folder of the base, folder of the environment, how.
  private static let cloning = #"""
    set -eu
    base=$1 place=$2 how=$3
    changes=$place/changes
    mkdir -p "$changes/upper" "$changes/work" "$changes/root"
    ln -s "$base/root" "$place/base"
    cp "$base/id" "$changes/base-id"
    if [ "$how" != copy ]; then
      if mount -t overlay swtox -o "lowerdir=$base/root,upperdir=$changes/upper,workdir=$changes/work" "$changes/root"; then
        umount "$changes/root"
        exit 0
      fi
      if [ "$how" = overlay ]; then echo "swtox: no overlay can be laid over '$base/root'" >&2; exit 1; fi
      echo "swtox: no overlay can be laid over '$base/root', copying it" >&2
    fi
    rmdir "$changes/root"
    cp -a --reflink=auto "$base/root/." "$changes/root"
    : >"$changes/copied"
    """#

  /// No service starts by its installation.
  private static let preparing = #"""
    mkdir -p /usr/sbin
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    """#

  // MARK: install

  /// The step that installs packages; `nil` when there are none.
  func installation(isChanged: Bool) -> StepDraft? {
    if !overlay.packages.isEmpty { return overlay.installation(isNew: isChanged).map(folder.inside) }
    let setup = self
    return record.installation(isChanged: isChanged) {
      [setup.install("install_package", setup.record.packages.map(\.argument))]
    }
  }

  /// Installs packages, by name or by file, with what they depend on.
  ///
  /// The lists of a base may be old: where what they name is gone, new ones are fetched.
  private func install(_ phase: String, _ packages: [Argument]) -> Action {
    folder.inside(
      phase, ["/bin/sh", "-c", .text(Self.installing), "sh"] + packages, ["DEBIAN_FRONTEND": "noninteractive"])
  }

  private static let installing = #"""
    if ! command -v apt-get >/dev/null; then exec dpkg -i "$@"; fi
    # Of an installation that was broken off.
    if dpkg --audit 2>/dev/null | grep -q . || [ -n "$(ls -A /var/lib/dpkg/updates 2>/dev/null)" ]; then
      dpkg --configure -a || apt-get -qq -y -f install || true
    fi
    install() {
      apt-get -qq -y -o APT::Sandbox::User=root -o Dpkg::Use-Pty=0 install --no-install-recommends --reinstall \
        --allow-downgrades "$@"
    }
    install "$@" && exit 0
    code=$?
    # A package that cannot be fetched may be of an old list; what is not in any list, or breaks, stays so.
    apt-get -qq -o APT::Sandbox::User=root update || exit "$code"
    install "$@"
    """#

  // MARK: commands

  /// The step that runs commands and tests inside; `nil` when there are none.
  func commands() -> StepDraft? {
    let tests = tests
    let hasOverlay = !overlay.steps(isNew: true).isEmpty
    return RootFolder(stamps: SetupStamps(environment: tests.environment, context: context), root: folder.root)
      .commands(hasOverlay: hasOverlay, preparing: tests.preparation)
  }
}
