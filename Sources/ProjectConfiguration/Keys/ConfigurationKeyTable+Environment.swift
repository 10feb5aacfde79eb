extension ConfigurationKeyTable {
  /// The keys of `[testenv]` and `[testenv:NAME]`.
  package static let environment = ConfigurationKeyTable(
    [setEnv] + general + places + running + python + installation + virtualenv + package + uv + [script] + beyondTox
      + ofKinds)

  /// The keys of environments that build packages: `[pkgenv]` and `[testenv:NAME]` of such a name.
  package static let packaging = ConfigurationKeyTable(
    [setEnv, base] + places + variables + [recreate, externals] + installer + python + [
      ConfigurationKey("deps", .requirements, "what to install besides the builder's own requirements"),
      skipMissingInterpreters,
    ] + virtualenv + builder + externalBuilder)

  /// The present names of keys that packaging environments have for `package = external` alone.
  package static let externalBuilderKeys = Set(externalBuilder.map(\.name))

  fileprivate static let externalBuilder =
    running.filter { ["commands", "change_dir", "ignore_errors"].contains($0.name) } + [
      ConfigurationKey(
        "package_glob", .text,
        "with package = external, which file the commands leave; without it the only one in {env_tmp_dir}/dist")
    ]

  private static let setEnv = ConfigurationKey(
    "set_env", .variables, aliases: ["setenv"], "variables that the commands see")
  private static let base = ConfigurationKey(
    "base", .list, default: .computed(.base), "sections to take missing keys from")
  private static let recreate = ConfigurationKey(
    "recreate", .boolean, default: .computed(.recreate), "whether to make the environment anew each time")
  private static let externals = ConfigurationKey(
    "allowlist_externals", .list, "programs outside the environment that commands may run, with * and ?")
  private static let skipMissingInterpreters = ConfigurationKey(
    "skip_missing_interpreters", .boolean, default: .computed(.skipMissingInterpreters),
    "whether to skip when the interpreter is missing")

  private static let general = [
    base,
    ConfigurationKey("runner", .text, default: .computed(.runner), "the kind of environment"),
    ConfigurationKey("description", .text, "what the environment is for, in a sentence"),
    ConfigurationKey("depends", .environments, "environments that run before this one, with * and ?"),
  ]

  private static let places =
    [
      ConfigurationKey("env_name", .text, aliases: ["envname"], isConstant: true, "the environment's name"),
      ConfigurationKey("labels", .set, "groups the environment belongs to"),
      ConfigurationKey(
        "env_dir", .path, aliases: ["envdir"], default: "{work_dir}/{env_name}", "the environment's own folder"),
      ConfigurationKey(
        "env_tmp_dir", .path, aliases: ["envtmpdir"], default: "{work_dir}/{env_name}/tmp",
        "a folder emptied before each run"),
      ConfigurationKey(
        "env_log_dir", .path, aliases: ["envlogdir"], default: "{work_dir}/{env_name}/log",
        "a folder for logs of the commands"),
      ConfigurationKey(
        "suicide_timeout", .number, default: "0.0", "seconds before an interrupted command gets SIGINT"),
      ConfigurationKey("interrupt_timeout", .number, default: "0.3", "seconds from SIGINT to SIGTERM"),
      ConfigurationKey("terminate_timeout", .number, default: "0.2", "seconds from SIGTERM to SIGKILL"),
    ]

  private static let variables = [
    ConfigurationKey("platform", .text, "a regular expression that the platform's name must match"),
    ConfigurationKey(
      "pass_env", .list, aliases: ["passenv"], "variables handed on from the caller, with * and ? for any characters"),
    ConfigurationKey("disallow_pass_env", .list, "variables that are never handed on"),
    ConfigurationKey(
      "parallel_show_output", .boolean, default: "false", "whether output is shown even if the environment passes"),
  ]

  private static let installer = [
    ConfigurationKey(
      "list_dependencies_command", .command, default: "python -m pip freeze --all",
      "the command that lists what is installed"),
    ConfigurationKey("pip_pre", .boolean, default: "false", "whether pre-releases may be installed"),
    ConfigurationKey(
      "install_command", .command, default: .computed(.installCommand), "the command that installs packages"),
    ConfigurationKey("constraints", .requirements, "constraint files for every installation"),
    ConfigurationKey(
      "constrain_package_deps", .boolean, default: "false", "whether 'deps' constrain what the package pulls in"),
    ConfigurationKey(
      "use_frozen_constraints", .boolean, default: "false", "whether the installed 'deps' constrain the package's"),
  ]

  private static let running =
    variables + [recreate, externals] + installer + [
      ConfigurationKey("commands_pre", .commands, "commands that run before 'commands'"),
      ConfigurationKey("commands", .commands, "the commands that decide the outcome"),
      ConfigurationKey("commands_post", .commands, "commands that run after 'commands', whatever happened"),
      ConfigurationKey(
        "interrupt_post_commands", .boolean, default: "false", "whether 'commands_post' runs after an interrupt"),
      ConfigurationKey("recreate_commands", .commands, "commands that run before the environment is removed"),
      ConfigurationKey(
        "change_dir", .path, aliases: ["changedir"], default: "{tox_root}", "the folder in which commands run"),
      ConfigurationKey("args_are_paths", .boolean, default: "true", "whether arguments after -- may be file names"),
      ConfigurationKey("ignore_errors", .boolean, default: "false", "whether later commands run after one failed"),
      ConfigurationKey("commands_retry", .integer, default: "0", "how often a failed command is tried again"),
      ConfigurationKey(
        "ignore_outcome", .boolean, default: "false", "whether a failure of the environment does not count"),
      ConfigurationKey(
        "fail_fast", .boolean, default: "false", "whether a failure keeps further environments from starting"),
    ]

  private static let python = [
    ConfigurationKey(
      "default_base_python", .list, default: .computed(.defaultBasePython),
      "the interpreter for names that ask for none"),
    ConfigurationKey("base_python_file", .list, "files of which the first one there names the interpreter"),
    ConfigurationKey(
      "base_python", .list, aliases: ["basepython"], default: .computed(.basePython),
      "the interpreters that may make the environment"),
    ConfigurationKey(
      "env_site_packages_dir", .path, aliases: ["envsitepackagesdir"], default: .computed(.sitePackages),
      isConstant: true, "the folder of the packages installed"),
    ConfigurationKey(
      "env_site_packages_dir_plat", .path, aliases: ["envsitepackagesdir_plat"], default: .computed(.sitePackages),
      isConstant: true, "the folder of the packages installed that are for one platform"),
    ConfigurationKey(
      "env_bin_dir", .path, aliases: ["envbindir"], default: .computed(.binaries), isConstant: true,
      "the folder of the programs installed"),
    ConfigurationKey(
      "env_python", .path, aliases: ["envpython"], default: .computed(.python), isConstant: true,
      "the environment's interpreter"),
    ConfigurationKey(
      "py_dot_ver", .text, default: .computed(.pythonVersion), isConstant: true,
      "major and minor version of the interpreter"),
    ConfigurationKey(
      "py_impl", .text, default: .computed(.pythonImplementation), isConstant: true, "which Python the interpreter is"),
    ConfigurationKey(
      "py_free_threaded", .boolean, default: .computed(.isFreeThreaded), isConstant: true,
      "whether the interpreter has no global lock"),
    ConfigurationKey(
      "py_debug", .boolean, default: .computed(.isDebug), isConstant: true, "whether the interpreter is a debug build"),
  ]

  private static let installation = [
    ConfigurationKey("deps", .requirements, "what to install besides the package, one requirement a line"),
    ConfigurationKey("dependency_groups", .names, "groups of pyproject.toml's [dependency-groups] to install"),
    ConfigurationKey("extras", .names, "extras of the package to install"),
    ConfigurationKey("pylock", .text, "a lock file to install from"),
    ConfigurationKey("extra_setup_commands", .commands, "commands that run once after the installation"),
    skipMissingInterpreters,
  ]

  private static let virtualenv = [
    ConfigurationKey(
      "system_site_packages", .boolean, aliases: ["sitepackages"], default: .computed(.systemSitePackages),
      "whether the interpreter's own packages are seen"),
    ConfigurationKey(
      "always_copy", .boolean, aliases: ["alwayscopy"], default: .computed(.alwaysCopy),
      "whether files are copied instead of linked"),
    ConfigurationKey(
      "download", .boolean, default: .computed(.download), "whether installers are fetched anew"),
    ConfigurationKey(
      "virtualenv_spec", .text, default: .computed(.virtualenvRelease),
      "the virtualenv release to create the environment with"),
  ]

  private static let package = [
    ConfigurationKey("skip_install", .boolean, default: "false", "whether the package is not installed"),
    ConfigurationKey(
      "use_develop", .boolean, aliases: ["usedevelop"], default: "false", "whether the package is installed editable"),
    ConfigurationKey(
      "package", .text, default: .computed(.package),
      "how the package is built: sdist, wheel, sdist-wheel, editable, editable-legacy, deps-only, external, skip"),
    ConfigurationKey(
      "package_env", .text, default: .computed(.packageEnvironment), "the environment that builds the package"),
    ConfigurationKey(
      "package_tox_env_type", .text, default: .computed(.packagerKind), isConstant: true,
      "the kind of the environment that builds the package"),
    ConfigurationKey(
      "wheel_build_env", .text, default: .computed(.wheelEnvironment), "the environment that builds wheels"),
  ]

  /// Keys that tox does not have.
  private static let beyondTox = [
    ConfigurationKey(
      "kind", .text, default: .absent, isBeyondTox: true,
      "the kind of environment: virtualenv, pyenv, conda, nix, container, deb, rpm, npm, system, or one made by others"),
    ConfigurationKey(
      "kind_settings", .dictionary, isBeyondTox: true,
      "settings of a kind made by others, as name = value; 'doctor KIND' tells which it has"),
    ConfigurationKey(
      "attach", .path, default: .absent, isBeyondTox: true,
      "with kind = system, the prefix or virtual environment to use; the calling environment where it is empty"),
    ConfigurationKey(
      "services", .list, aliases: ["docker"], isBeyondTox: true,
      "names of [service:NAME] and [docker:NAME]: containers that run beside the commands, with their addresses in variables"
    ),
    ConfigurationKey(
      "isolate", .text, default: "none", words: ["none", "pid"], isBeyondTox: true,
      "what commands get of their own: none, or pid for a namespace of processes that ends with each command"),
    ConfigurationKey(
      "stderr", .text, default: "merged", words: ["merged", "apart"], isBeyondTox: true,
      "how standard error of commands is kept: merged, in the exact order of all output, or apart, to be shown by itself"
    ),
    ConfigurationKey(
      "timeout", .number, default: .absent, isBeyondTox: true,
      "seconds that each of the commands may take before it is ended and the environment fails"),
    ConfigurationKey(
      "stall_timeout", .number, default: .absent, isBeyondTox: true,
      "seconds that each of the commands may be silent before it is ended and the environment fails"),
    ConfigurationKey(
      "error_patterns", .list, isBeyondTox: true,
      "regular expressions, one a line, of lines that say why a command failed; groups named message, file and line count"
    ),
    ConfigurationKey(
      "test_reports", .list, isBeyondTox: true,
      "files of JUnit XML that the commands leave, one a line, with * and ?, from the folder in which the commands run; "
        + "those that options such as --junitxml name are found by themselves"),
    ConfigurationKey(
      "share", .boolean, default: "false", isBeyondTox: true,
      "whether the environment is one with all that are made of the same and say so too, which saves time and disk"),
    ConfigurationKey(
      "retries", .integer, default: "0", isBeyondTox: true,
      "how often all commands run again after one failed; what passes then counts as passed, and as flaky"),
    ConfigurationKey(
      "retry_delay", .number, default: "0.0", isBeyondTox: true,
      "seconds before the first of 'retries' and 'commands_retry'; each further one waits twice as long"),
    ConfigurationKey(
      "shell", .boolean, default: "false", isBeyondTox: true,
      "whether each command is a line for /bin/sh, with pipes and the like; in TOML a command of one text is one"),
    ConfigurationKey(
      "requires_success", .boolean, default: "false", isBeyondTox: true,
      "whether the environments in 'depends' run with this one and must pass, so that a failure of theirs blocks it"),
    ConfigurationKey(
      "weight", .integer, default: "1", isBeyondTox: true, "how many jobs the commands count as while they run"),
    ConfigurationKey(
      "memory", .text, isBeyondTox: true,
      "how much memory the commands need, such as 2 GB, so that no more run at once than there is for them"),
    ConfigurationKey(
      "exclusive", .set, isBeyondTox: true,
      "names of things that commands of one environment at a time may use, such as a database or a port"),
  ]

  private static let script = ConfigurationKey(
    "script", .text, "with runner = virtualenv-pep-723, the script that says itself what it needs, from {tox_root}")

  /// Keys of tox-uv's environments.
  private static let uv = [
    ConfigurationKey("uv_resolution", .text, "which versions uv prefers: highest, lowest, lowest-direct"),
    ConfigurationKey("uv_seed", .boolean, default: "false", "whether pip and its like are put into the environment"),
    ConfigurationKey(
      "uv_python_preference", .text, default: .computed(.uvPythonPreference), "whose Pythons uv prefers"),
    ConfigurationKey("only_groups", .set, "groups of dependencies to install and nothing else"),
    ConfigurationKey(
      "no_default_groups", .boolean, default: .computed(.noDefaultGroups),
      "whether the project's default groups are left out"),
    ConfigurationKey("uv_sync_flags", .list, "further options for 'uv sync'"),
    ConfigurationKey("uv_sync_locked", .boolean, default: "true", "whether the lock file has to be up to date"),
  ]

  private static let builder =
    [
      ConfigurationKey(
        "package_root", .path, aliases: ["setupdir"], default: .computed(.packageRoot),
        "the folder of the package's sources"),
      ConfigurationKey("meta_dir", .path, default: "{env_dir}/.meta", "the folder for the package's metadata"),
      ConfigurationKey("pkg_dir", .path, default: "{env_dir}/dist", "the folder for what is built"),
    ]
    + [
      "get_requires_for_build_sdist", "build_sdist", "get_requires_for_build_wheel",
      "prepare_metadata_for_build_wheel", "build_wheel", "get_requires_for_build_editable",
      "prepare_metadata_for_build_editable", "build_editable",
    ].map {
      ConfigurationKey(
        "config_settings_\($0)", .dictionary, default: .absent, "settings handed to the build backend's \($0)")
    }
    + [
      ConfigurationKey(
        "fresh_subprocess", .boolean, default: "true", "whether each question to the build backend gets a new process")
    ]
}

extension ConfigurationKey {
  /// Whether packaging environments have it for `package = external` alone.
  var isOfExternalBuilders: Bool { ConfigurationKeyTable.externalBuilderKeys.contains(name) }
}
