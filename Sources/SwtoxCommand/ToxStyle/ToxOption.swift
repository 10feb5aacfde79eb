/// An option of tox's command line.
struct ToxOption: Sendable {
  /// How many words it takes.
  enum Arity: Sendable {
    case none
    /// Each time it is given counts.
    case counted
    case one
    /// A word that may be left out.
    case optional
    /// Every word up to the next option.
    case many
  }

  /// Spellings, the short ones first.
  let names: [String]
  /// The name under which the value goes, which in capitals after `TOX_` is its variable.
  let destination: String
  let arity: Arity
  let commands: Set<ToxSubcommand>
  /// Whether every use adds to those before.
  let appends: Bool
  let help: String
  /// A word for what it takes.
  let metavar: String

  init(
    _ names: String..., destination: String, takes arity: Arity = .none, metavar: String = "",
    in commands: Set<ToxSubcommand> = Set(ToxSubcommand.allCases), appends: Bool = false, _ help: String
  ) {
    self.names = names
    self.destination = destination
    self.arity = arity
    self.commands = commands
    self.appends = appends
    self.help = help
    self.metavar = metavar
  }

  /// The spellings as usage errors name them.
  var shown: String { names.joined(separator: "/") }

  private static let running: Set<ToxSubcommand> = [.run, .runParallel, .exec, .legacy]
  private static let environment: Set<ToxSubcommand> = [.run, .runParallel, .exec, .legacy, .devenv, .config]

  static let all = core + selection + runs + special

  private static let core = [
    ToxOption("-h", "--help", destination: "help", "show this help"),
    ToxOption("--version", destination: "version", "show the version"),
    ToxOption("--colored", destination: "colored", takes: .one, metavar: "{yes,no}", "whether output has colours"),
    ToxOption(
      "--stderr-color", destination: "stderr_color", takes: .one, metavar: "COLOR", "the colour of standard error"),
    ToxOption("-v", "--verbose", destination: "verbose", takes: .counted, "say more"),
    ToxOption("-q", "--quiet", destination: "quiet", takes: .counted, "say less"),
    ToxOption(
      "--exit-and-dump-after", destination: "exit_and_dump_after", takes: .one, metavar: "seconds",
      "accepted for old scripts"),
    ToxOption(
      "-c", "--conf", destination: "config_file", takes: .one, metavar: "file", "the configuration file or its folder"),
    ToxOption("--workdir", destination: "work_dir", takes: .one, metavar: "dir", "the folder for environments"),
    ToxOption(
      "--root", destination: "root_dir", takes: .one, metavar: "dir", "the folder that relative paths start from"),
    ToxOption("--runner", destination: "default_runner", takes: .one, metavar: "NAME", "the runner where none is set"),
    ToxOption(
      "-x", "--override", destination: "override", takes: .one, metavar: "OVERRIDE", appends: true,
      "set a key: testenv:a.deps=x, or += to add"),
    ToxOption(
      "--no-provision", destination: "no_provision", takes: .optional, metavar: "REQ_JSON", "accepted for old scripts"),
    ToxOption("--no-recreate-provision", destination: "no_recreate_provision", "accepted for old scripts"),
    ToxOption("-r", "--recreate", destination: "recreate", "make environments anew"),
    ToxOption(
      "--plugins", destination: "plugins", takes: .one, metavar: "NAMES",
      "which plugins' keys and runners are known: all (the default), none, or names with commas between them"),
  ]

  private static let selection = [
    ToxOption(
      "-e", destination: "env", takes: .one, metavar: "ENV", in: environment, appends: true, "environments, or ALL"),
    ToxOption(
      "-m", destination: "labels", takes: .many, metavar: "label",
      in: [.run, .runParallel, .legacy, .config, .list], "environments with these labels"),
    ToxOption(
      "-f", destination: "factors", takes: .many, metavar: "factor",
      in: [.run, .runParallel, .legacy, .config, .list], appends: true, "environments with these factors"),
    ToxOption(
      "--skip-env", destination: "skip_env", takes: .one, metavar: "re",
      in: [.run, .runParallel, .legacy, .config, .list], "leave out environments that match"),
    ToxOption("--no-desc", destination: "list_no_description", in: [.list], "only names"),
    ToxOption("-d", destination: "list_default_only", in: [.list], "only default environments"),
    ToxOption("-k", destination: "list_keys_only", takes: .many, metavar: "key", in: [.config], "only these keys"),
    ToxOption("--core", destination: "show_core", in: [.config], "the core's settings too"),
    ToxOption(
      "--format", destination: "config_format", takes: .one, metavar: "{ini,json,toml}", in: [.config], "the form"),
    ToxOption(
      "-o", "--output-file", destination: "output_file", takes: .one, metavar: "FILE", in: [.config], "write to a file"),
    ToxOption("--strict", destination: "strict", in: [.schema], "allow no other keys"),
  ]

  private static let runs = [
    ToxOption(
      "--result-json", destination: "result_json", takes: .one, metavar: "path", in: environment,
      "write results to a file"),
    ToxOption(
      "-i", "--no-capture", destination: "no_capture", in: [.run, .runParallel, .legacy, .devenv, .config],
      "leave the output to the commands"),
    ToxOption(
      "--hashseed", destination: "hash_seed", takes: .one, metavar: "SEED", in: environment, "PYTHONHASHSEED, or notset"
    ),
    ToxOption(
      "--discover", destination: "discover", takes: .many, metavar: "path", in: environment, "Pythons to look at first"),
    ToxOption("--list-dependencies", destination: "list_dependencies", in: environment, "list what is installed"),
    ToxOption("--no-list-dependencies", destination: "no_list_dependencies", in: environment, "do not list it"),
    ToxOption(
      "-s", "--skip-missing-interpreters", destination: "skip_missing_interpreters", takes: .optional, metavar: "v",
      in: running.union([.config]), "config, true or false"),
    ToxOption("-n", "--notest", destination: "no_test", in: running, "run no commands"),
    ToxOption("-b", "--pkg-only", "--sdistonly", destination: "package_only", in: running, "only build packages"),
    ToxOption(
      "--installpkg", destination: "install_pkg", takes: .one, metavar: "INSTALL_PKG", in: running,
      "install this package"),
    ToxOption("--fail-fast", destination: "fail_fast", in: running, "stop after the first failure"),
    ToxOption("--develop", destination: "develop", in: running.union([.config]), "install the package editable"),
    ToxOption("--no-recreate-pkg", destination: "no_recreate_pkg", in: environment, "keep packaging environments"),
    ToxOption("--skip-pkg-install", destination: "skip_pkg_install", in: running, "do not install the package"),
    ToxOption("--skip-env-install", destination: "skip_env_install", in: running, "install nothing"),
  ]

  private static let special = [
    ToxOption(
      "-p", "--parallel", destination: "parallel", takes: .one, metavar: "VAL", in: [.runParallel], "how many at once"),
    ToxOption(
      "-p", "--parallel", destination: "parallel", takes: .optional, metavar: "VAL", in: [.legacy], "how many at once"),
    ToxOption(
      "-o", "--parallel-live", destination: "parallel_live", in: [.runParallel, .legacy], "show output as it comes"),
    ToxOption(
      "--parallel-no-spinner", destination: "parallel_no_spinner", in: [.runParallel, .legacy],
      "accepted for old scripts"),
    ToxOption("-l", "--listenvs", destination: "list_envs", in: [.legacy], "list the default environments"),
    ToxOption("-a", "--listenvs-all", destination: "list_envs_all", in: [.legacy], "list all environments"),
    ToxOption("--showconfig", destination: "show_config", in: [.legacy], "show the configuration"),
    ToxOption(
      "--devenv", destination: "devenv_path", takes: .one, metavar: "ENVDIR", in: [.legacy], "make one for development"),
    ToxOption("--pre", destination: "pre", in: [.legacy], "install pre-releases"),
    ToxOption(
      "--force-dep", destination: "force_dep", takes: .one, metavar: "req", in: [.legacy], appends: true,
      "pin a dependency"),
    ToxOption("--sitepackages", destination: "site_packages", in: [.legacy], "see the interpreter's packages"),
    ToxOption("--alwayscopy", destination: "always_copy", in: [.legacy], "copy instead of link"),
  ]
}
