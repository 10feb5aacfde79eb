import EnvironmentModel
import Planning
import RunModel

/// The steps that make an environment of Nix, fill it and use it.
struct NixSetup: Sendable {
  private let environment: Environment
  private let source: NixSource
  private let nix: String
  private let context: PlanningContext
  private let stamps: SetupStamps
  /// All that is installed of the project.
  private let all: PackageRecord
  private let derivations: PackageRecord
  /// What is installed by Python's means.
  let python: PythonOverlay

  init(
    environment: Environment, source: NixSource, nix: String, context: PlanningContext, packages: [PackageInstallation]
  ) {
    self.environment = environment
    self.source = source
    self.nix = nix
    self.context = context
    stamps = SetupStamps(environment: environment, context: context)
    all = PackageRecord(packages: packages, stamps: stamps)
    derivations = PackageRecord(packages: packages.filter { $0.form == .nix }, stamps: stamps)
    python = PythonOverlay(
      stamps: stamps, packages: packages.filter { $0.form != .nix },
      captured: Activation.captured(stamps))
  }

  // MARK: create

  func create() -> StepDraft {
    let setup = self
    // Two that build the same would wait for each other by polling.
    return stamps.creation(
      because: stamps.recreation(fingerprint) ?? leftOver.map { "recreate: \($0)" },
      locks: ["nix \(Digest.of(Array(fingerprint.text.utf8)))"], fingerprint
    ) { setup.creationActions }
  }

  /// What is there and not wanted any more, as a clause; `nil` when there is nothing.
  private var leftOver: String? {
    if let unwanted = all.unwanted { return unwanted }
    if all.isLeftOver { return "the package is not wanted any more" }
    return python.isLeftOver ? "deps changed (none any more)" : nil
  }

  private var fingerprint: Fingerprint {
    let origin =
      switch source {
      case .file(let path): "file \(path)"
      case .flake(let reference): "flake \(reference)"
      case .localFlake(let folder, let attribute): "flake \(folder)\(attribute)"
      case .packages(let names): "packages \(names.joined(separator: " "))"
      }
    let variables = context.setupVariables.installing(into: environment)
    let places = ["NIX_PATH", "NIX_STORE_DIR", "NIX_REMOTE"].compactMap { name in
      variables[name].map { "\(name)=\($0)" }
    }
    return Fingerprint(
      ["nix \(nix)", origin] + arguments.map { "argument \($0)" } + places + source.marks(in: context))
  }

  private var arguments: [String] { environment.list("nix_args").flatMap(ShellWords.split) }
  /// What Nix says of the environment, as a script.
  private var scriptPath: String { "\(stamps.folder)/environment.sh" }

  private var creationActions: [Action] {
    let (folder, directory) = (stamps.folder, environment.directory)
    var words = [
      nix, "print-dev-env", "--extra-experimental-features", "nix-command flakes", "--profile", "\(directory)/profile",
    ]
    var preparation: [Action] = [.createDirectory(folder)]
    // An address of a flake has no blanks, and the folder in which it is may.
    var place = context.project.root
    switch source {
    case .file(let path): words += ["-f", path]
    case .flake(let reference): words += ["--impure", reference]
    case .localFlake(let root, let attribute):
      // All below a folder goes into the store, and what swtox itself makes is no part of a project.
      preparation.append(.refreshSources(from: root, to: "\(folder)/flake", record: "\(folder)/flake-files"))
      words += ["--impure", "path:.\(attribute)"]
      place = "\(folder)/flake"
    case .packages(let names):
      let text = "with import <nixpkgs> { };\nmkShell { buildInputs = [ \(names.joined(separator: " ")) ]; }\n"
      preparation.append(.write(path: "\(folder)/shell.nix", text: text))
      words += ["-f", "\(folder)/shell.nix"]
    }
    let script = #"out=$1; shift; "$@" >"$out.new" && mv "$out.new" "$out""#
    return preparation + [
      command("create", (["sh", "-c", script, "sh", scriptPath] + words + arguments).map { .text($0) }, in: place)
    ]
  }

  // MARK: activate

  var activation: Activation {
    let folders = ["\(environment.directory)/package/bin", "\(python.directory)/bin"]
    return Activation(
      stamps: stamps, script: Self.script,
      arguments: [scriptPath, environment.flag("nix_pure") ? "pure" : "impure", folders.joined(separator: ":")],
      variables: commandVariables, inputs: ["pure \(environment.flag("nix_pure"))"])
  }

  /// What a pure shell of Nix keeps, and what Nix itself is told by.
  private static func isPure(_ name: String) -> Bool {
    let kept: Set = ["HOME", "USER", "LOGNAME", "DISPLAY", "TERM", "TZ", "LANG", "NO_COLOR", "TMPDIR"]
    return kept.contains(name) || name.hasPrefix("NIX_") || name.hasPrefix("LC_")
      || name.lowercased().hasSuffix("_proxy")
  }

  /// Arguments: what Nix said of the environment, whether it is pure, and folders that come first on PATH.
  ///
  /// Nix gives each shell a temporary folder of its own; commands have the environment's.
  private static let script = #"""
    __swtox_pure=$2
    __swtox_path=$3
    for __swtox_name in TMP TMPDIR TEMP TEMPDIR; do
      if [ -n "${!__swtox_name+x}" ]; then eval "__swtox_old_$__swtox_name=\${!__swtox_name}"; fi
    done
    __swtox_run "$1"
    case $NIX_BUILD_TOP in */nix-shell.??????) rmdir "$NIX_BUILD_TOP" 2>/dev/null ;; esac
    unset NIX_BUILD_TOP TMP TMPDIR TEMP TEMPDIR
    for __swtox_name in TMP TMPDIR TEMP TEMPDIR; do
      __swtox_old=__swtox_old_$__swtox_name
      if [ -n "${!__swtox_old+x}" ]; then export "$__swtox_name=${!__swtox_old}"; fi
    done
    export IN_NIX_SHELL=$__swtox_pure PATH=$__swtox_path:${PATH%:}
    """#

  // MARK: package

  /// The step that brings derivations; `nil` when there are none.
  func installation(isNew: Bool) -> StepDraft? {
    guard !derivations.packages.isEmpty else { return python.installation(isNew: isNew) }
    guard python.packages.isEmpty else {
      let reason = "an environment of Nix gets derivations or packages of Python, and this one is to get both"
      return StepDraft(.installPackage, .invalid(reason), reason: reason)
    }
    guard derivations.packages.count == 1 else {
      let reason = "an environment of Nix gets one derivation, and this one is to get \(derivations.names)"
      return StepDraft(.installPackage, .invalid(reason), reason: reason)
    }
    guard let cause = derivations.cause(isChanged: isNew) else {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(derivations.names) unchanged")
    }
    let store = context.observation.programs[NixDriver.store.name] ?? "nix-store"
    // The artefact is a file with the path; a link to that keeps it in the store.
    let script = #"exec "$2" --realise "$(cat "$3")" --add-root "$1""#
    let words = ["sh", "-c", script, "sh", "\(environment.directory)/package", store].map { Argument.text($0) }
    let actions =
      stamps.forget(.installPackage) + [
        .remove("\(environment.directory)/package"),
        command("install_package", words + derivations.packages.map(\.argument)),
        derivations.recording,
      ]
    return StepDraft(.installPackage, .perform(Recipe(main: actions)), reason: cause)
  }

  // MARK: commands

  /// The step that runs commands; `nil` when there are none.
  func commands() -> StepDraft? {
    let hasCommands = ["commands_pre", "commands", "commands_post"].contains { !environment.commands($0).isEmpty }
    if !hasCommands { return nil }
    let setup = self
    // Whatever Nix brings is the environment's, wherever the store lies.
    return CommandsRecipe(
      environment, context, variables: { setup.commandVariables }, programs: .any, captured: activation.captured,
      surveying: environment.directory
    ).draft()
  }

  private var commandVariables: [String: String] {
    let passed = environment.passedVariables
    let isPure = environment.flag("nix_pure")
    let known = Set(PassedVariables.byDefault(isInteractive: true))
    let kept = isPure ? passed.filter { !known.contains($0) || Self.isPure($0) } : passed
    var variables = CommandVariables.of(
      environment.replacing(["pass_env": .list(kept + ["NIX_*"])]), in: context)
    variables["VIRTUAL_ENV"] = nil
    let path = context.observation.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    let own = environment.variables.first { $0.name == "PATH" }?.value
    variables["PATH"] = own ?? (isPure ? nil : path)
    return variables
  }

  private func command(_ phase: String, _ words: [Argument], in folder: String? = nil) -> Action {
    .run(
      CommandAction(
        phase: phase, arguments: words, workingDirectory: folder ?? context.project.root,
        environment: context.setupVariables.installing(into: environment)))
  }
}
