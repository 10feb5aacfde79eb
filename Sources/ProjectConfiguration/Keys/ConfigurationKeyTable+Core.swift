extension ConfigurationKeyTable {
  /// The keys of `[tox]`.
  package static let core = ConfigurationKeyTable([
    ConfigurationKey("config_file_path", .path, isConstant: true, "path of the configuration file"),
    ConfigurationKey(
      "tox_root", .path, aliases: ["toxinidir"], default: "{tox_root}", "the folder that relative paths start from"),
    ConfigurationKey("tox_root_name", .text, isConstant: true, "the name of the folder that holds the file"),
    ConfigurationKey(
      "package_root", .path, aliases: ["setupdir"], default: "{tox_root}", "the folder of the package's sources"),
    ConfigurationKey("home", .path, isConstant: true, "the calling user's home folder"),
    ConfigurationKey(
      "work_dir", .path, aliases: ["toxworkdir"], default: .computed(.workDirectory),
      "the folder for environments, artefacts and runs"),
    ConfigurationKey(
      "temp_dir", .path, default: "{work_dir}/.tmp", "a folder for temporary files, emptied before packages are built"),
    ConfigurationKey(
      "venv_redirect", .boolean, default: .absent, "whether '.venv' in the project points at an environment"),
    ConfigurationKey("venv_redirect_env", .text, default: .absent, "the environment that '.venv' points at"),
    ConfigurationKey(
      "host_python", .text, default: .computed(.hostPython), isConstant: true, "the Python that the program goes by"),
    ConfigurationKey(
      "env_list", .environments, aliases: ["envlist"], "the environments to run when none are named"),
    ConfigurationKey("base", .list, "sections to take missing keys from"),
    ConfigurationKey("on_platform", .text, isConstant: true, "the platform this is"),
    ConfigurationKey(
      "min_version", .text, aliases: ["minversion"], default: .absent, "the lowest version that may read this file"),
    ConfigurationKey(
      "provision_tox_env", .text, default: ".tox", "the environment in which other tools would install themselves"),
    ConfigurationKey("requires", .packages, "plugins and tools that the configuration relies on"),
    ConfigurationKey("labels", .groups, "names for groups of environments"),
    ConfigurationKey(
      "axes", .groups, isBeyondTox: true,
      "names for axes of the matrix with the factors that are their values, such as database = pg, mysql; without a name "
        + "an axis is called after what its factors begin with"),
    ConfigurationKey(
      "env_kinds", .list, isBeyondTox: true,
      "kinds that environments have by a factor of that name, such as conda or docker"),
    ConfigurationKey(
      "limits", .dictionary, default: .computed(.limits), isBeyondTox: true,
      "how many steps of a kind of environments, or of setup, test or build, run at once; memory is an amount, "
        + "and cpu_pressure, memory_pressure and io_pressure percentages from which on nothing new starts"),
    ConfigurationKey(
      "secret_names", .list, isBeyondTox: true,
      "patterns of variables whose values are masked besides the usual ones, such as *LICENCE*; !NAME is an exception"),
    ConfigurationKey(
      "secret_values", .list, isBeyondTox: true,
      "texts that are masked wherever they come from, such as {env:DEPLOY_HOST}"),
    ConfigurationKey(
      "history_keep", .integer, default: .absent, isBeyondTox: true,
      "how many of the newest runs keep their journals and logs; 50 unless it is set"),
    ConfigurationKey(
      "history_keep_failed", .integer, default: .absent, isBeyondTox: true,
      "how many of the newest runs with failures do; 100 unless it is set"),
    ConfigurationKey(
      "history_max_age", .integer, default: .absent, isBeyondTox: true,
      "after how many days a run goes; with failures after four times as many"),
    ConfigurationKey(
      "history_max_size", .text, isBeyondTox: true,
      "how much room all runs may take, such as 2 GB, so that the oldest go"),
    ConfigurationKey(
      "history_pack_after", .integer, default: .absent, isBeyondTox: true,
      "how many of the newest runs keep their logs as they are, while those of older ones are packed; 10 unless it is set"
    ),
    ConfigurationKey(
      "ignore_base_python_conflict", .boolean, aliases: ["ignore_basepython_conflict"], default: "false",
      "whether the interpreter in an environment's name silently beats 'base_python'"),
    ConfigurationKey(
      "skip_missing_interpreters", .boolean, default: "false",
      "whether environments without their interpreter are skipped instead of failing"),
    ConfigurationKey(
      "no_package", .boolean, aliases: ["skipsdist"], default: "false",
      "whether the project has no package to build and install"),
    ConfigurationKey(
      "package_env", .text, aliases: ["isolated_build_env"], default: ".pkg",
      "the environment that builds the package"),
  ])

  /// Keys of `[tox]` that older tools had: they are read over in silence.
  package static let retired: Set<String> = ["isolated_build", "distdir", "dist_dir", "sdistsrc", "distshare"]
}
