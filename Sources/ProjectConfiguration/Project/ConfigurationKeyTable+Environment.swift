extension ConfigurationKeyTable {
  /// The keys of `[testenv]` and `[testenv:NAME]`.
  package static let environment = ConfigurationKeyTable(general + running + python + packaging)

  private static let general = [
    ConfigurationKey("env_name", .text, aliases: ["envname"], isConstant: true, "the environment's name"),
    ConfigurationKey("runner", .text, default: "virtualenv", "the kind of environment"),
    ConfigurationKey("description", .text, "what the environment is for, in a sentence"),
    ConfigurationKey("base", .list, default: "testenv", "sections to take missing keys from"),
    ConfigurationKey("depends", .list, "environments that run before this one"),
    ConfigurationKey("labels", .list, "groups the environment belongs to"),
    ConfigurationKey("platform", .text, "a regular expression that the platform's name must match"),
    ConfigurationKey(
      "env_dir", .path, aliases: ["envdir"], default: "{work_dir}/{env_name}", "the environment's own folder"),
    ConfigurationKey(
      "env_tmp_dir", .path, aliases: ["envtmpdir"], default: "{env_dir}/tmp", "a folder emptied before each run"),
    ConfigurationKey(
      "env_log_dir", .path, aliases: ["envlogdir"], default: "{env_dir}/log", "a folder for logs of the commands"),
    ConfigurationKey("set_env", .variables, aliases: ["setenv"], "variables that the commands see"),
    ConfigurationKey(
      "pass_env", .list, aliases: ["passenv"], "variables handed on from the caller, with * and ? for any characters"),
    ConfigurationKey("disallow_pass_env", .list, "variables that are never handed on"),
    ConfigurationKey("recreate", .boolean, default: "false", "whether to make the environment anew each time"),
  ]

  private static let running = [
    ConfigurationKey(
      "change_dir", .path, aliases: ["changedir"], default: "{tox_root}", "the folder in which commands run"),
    ConfigurationKey("args_are_paths", .boolean, default: "true", "whether arguments after -- may be file names"),
    ConfigurationKey("ignore_errors", .boolean, default: "false", "whether later commands run after one failed"),
    ConfigurationKey(
      "ignore_outcome", .boolean, default: "false", "whether a failure of the environment does not count"),
    ConfigurationKey("commands_pre", .commands, "commands that run before 'commands'"),
    ConfigurationKey("commands", .commands, "the commands that decide the outcome"),
    ConfigurationKey("commands_post", .commands, "commands that run after 'commands', whatever happened"),
    ConfigurationKey("commands_retry", .number, default: "0", "how often a failed command is tried again"),
    ConfigurationKey("recreate_commands", .commands, "commands that run before the environment is removed"),
    ConfigurationKey("extra_setup_commands", .commands, "commands that run once after the installation"),
    ConfigurationKey("interrupt_post_commands", .boolean, "whether 'commands_post' runs after an interrupt"),
    ConfigurationKey(
      "allowlist_externals", .list, aliases: ["whitelist_externals"],
      "programs outside the environment that commands may run, with * and ?"),
    ConfigurationKey("fail_fast", .boolean, "whether a failure keeps further environments from starting"),
    ConfigurationKey("parallel_show_output", .boolean, "whether output is shown even if the environment passes"),
    ConfigurationKey("suicide_timeout", .number, default: "0", "seconds before an interrupted command gets SIGINT"),
    ConfigurationKey("interrupt_timeout", .number, default: "0.3", "seconds from SIGINT to SIGTERM"),
    ConfigurationKey("terminate_timeout", .number, default: "0.2", "seconds from SIGTERM to SIGKILL"),
  ]

  private static let python = [
    ConfigurationKey(
      "base_python", .list, aliases: ["basepython"], default: "", "the interpreters that may make the environment"),
    ConfigurationKey("default_base_python", .list, "the interpreter for names that ask for none"),
    ConfigurationKey("base_python_file", .path, "a file that names the interpreter"),
    ConfigurationKey(
      "skip_missing_interpreters", .boolean, "whether to skip when the interpreter is missing"),
    ConfigurationKey(
      "env_bin_dir", .path, aliases: ["envbindir"], default: "{env_dir}/bin", "the folder of the programs installed"),
    ConfigurationKey(
      "env_python", .path, aliases: ["envpython"], default: "{env_dir}/bin/python", "the environment's interpreter"),
    ConfigurationKey(
      "env_site_packages_dir", .path, aliases: ["envsitepackagesdir"],
      default: "{env_dir}/lib/python{py_dot_ver}/site-packages", "the folder of the packages installed"),
    ConfigurationKey(
      "py_dot_ver", .text, isConstant: true, "major and minor version of the interpreter, where the name says it"),
    ConfigurationKey("deps", .requirements, "what to install besides the package, one requirement a line"),
    ConfigurationKey("dependency_groups", .list, "groups of pyproject.toml's [dependency-groups] to install"),
    ConfigurationKey("constraints", .requirements, "constraint files for every installation"),
    ConfigurationKey("constrain_package_deps", .boolean, "whether 'deps' constrain what the package pulls in"),
    ConfigurationKey("use_frozen_constraints", .boolean, "whether the installed 'deps' constrain the package's"),
    ConfigurationKey("pip_pre", .boolean, "whether pre-releases may be installed"),
    ConfigurationKey("install_command", .text, "the command that installs packages"),
    ConfigurationKey(
      "list_dependencies_command", .text, default: "python -m pip freeze --all",
      "the command that lists what is installed"),
    ConfigurationKey(
      "system_site_packages", .boolean, aliases: ["sitepackages"], "whether the interpreter's own packages are seen"),
    ConfigurationKey("always_copy", .boolean, aliases: ["alwayscopy"], "whether files are copied instead of linked"),
    ConfigurationKey("download", .boolean, "whether installers are fetched anew"),
    ConfigurationKey("virtualenv_spec", .text, "the virtualenv release to create the environment with"),
    ConfigurationKey("pylock", .path, "a lock file to install from"),
  ]

  private static let packaging = [
    ConfigurationKey("skip_install", .boolean, default: "false", "whether the package is not installed"),
    ConfigurationKey(
      "use_develop", .boolean, aliases: ["usedevelop"], default: "false", "whether the package is installed editable"),
    ConfigurationKey("package", .text, default: "", "how the package is built: sdist, wheel, editable, skip"),
    ConfigurationKey("package_env", .text, default: ".pkg", "the environment that builds the package"),
    ConfigurationKey("package_root", .path, default: "{tox_root}", "the folder of the package's sources"),
    ConfigurationKey("wheel_build_env", .text, default: ".pkg", "the environment that builds wheels"),
    ConfigurationKey("extras", .list, "extras of the package to install"),
  ]
}
