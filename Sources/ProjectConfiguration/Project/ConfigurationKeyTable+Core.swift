extension ConfigurationKeyTable {
  /// The keys of `[tox]`.
  package static let core = ConfigurationKeyTable([
    ConfigurationKey("config_file_path", .path, isConstant: true, "path of the configuration file"),
    ConfigurationKey(
      "tox_root", .path, aliases: ["toxinidir"], isConstant: true, "the folder that holds the configuration file"),
    ConfigurationKey("tox_root_name", .text, isConstant: true, "the name of the folder that holds the file"),
    ConfigurationKey(
      "work_dir", .path, aliases: ["toxworkdir"], default: "{tox_root}/.swtox",
      "the folder for environments, artefacts and runs"),
    ConfigurationKey(
      "temp_dir", .path, default: "{work_dir}/.tmp", "a folder for temporary files, emptied before packages are built"),
    ConfigurationKey(
      "package_root", .path, aliases: ["setupdir"], default: "{tox_root}", "the folder of the package's sources"),
    ConfigurationKey("home", .path, aliases: ["homedir"], isConstant: true, "the calling user's home folder"),
    ConfigurationKey(
      "env_list", .list, aliases: ["envlist"], default: "py", "the environments to run when none are named"),
    ConfigurationKey("base", .list, "sections to take missing keys from"),
    ConfigurationKey("on_platform", .text, aliases: ["platform"], isConstant: true, "the platform this is"),
    ConfigurationKey("min_version", .text, aliases: ["minversion"], "the lowest version that may read this file"),
    ConfigurationKey("requires", .list, "plugins and tools that the configuration relies on"),
    ConfigurationKey(
      "provision_tox_env", .text, default: ".tox", "the environment in which other tools would install themselves"),
    ConfigurationKey("labels", .text, "names for groups of environments"),
    ConfigurationKey(
      "skip_missing_interpreters", .boolean,
      "whether environments without their interpreter are skipped instead of failing"),
    ConfigurationKey(
      "ignore_base_python_conflict", .boolean, aliases: ["ignore_basepython_conflict"],
      "whether the interpreter in an environment's name silently beats 'base_python'"),
    ConfigurationKey(
      "no_package", .boolean, aliases: ["skipsdist"], "whether the project has no package to build and install"),
    ConfigurationKey("isolated_build", .boolean, default: "true", "accepted for old files; builds are always isolated"),
    ConfigurationKey("isolated_build_env", .text, default: ".package", "accepted for old files"),
    ConfigurationKey("package_env", .text, default: ".pkg", "the environment that builds the package"),
    ConfigurationKey("distdir", .path, aliases: ["dist_dir"], default: "{work_dir}/dist", "accepted for old files"),
    ConfigurationKey("sdistsrc", .path, "accepted for old files"),
  ])
}
