import EnvironmentModel

extension ConfigurationKeyTable {
  /// The keys of environments of some kinds alone, which tox does not have.
  static let ofKinds = conda + nix + npm

  private static let conda = [
    // Names and meaning are those of tox-conda.
    ConfigurationKey(
      "conda_deps", .lines, kinds: [.conda], "what conda installs, one specification a line: numpy>=1.26,<2"),
    ConfigurationKey(
      "conda_channels", .lines, kinds: [.conda],
      "the channels that packages are taken from, the preferred ones first; without any, those that the client is set up "
        + "with"),
    ConfigurationKey(
      "conda_spec", .path, default: .absent, kinds: [.conda],
      "a file with further specifications, one a line, or with the packages of a lock (@EXPLICIT)"),
    ConfigurationKey(
      "conda_env", .path, default: .absent, kinds: [.conda],
      "an environment.yml: its channels and dependencies come besides, those of pip too"),
    ConfigurationKey(
      "conda_create_args", .lines, kinds: [.conda], "further options for the command that makes the environment"),
    ConfigurationKey(
      "conda_install_args", .lines, kinds: [.conda], "further options for the command that installs 'conda_deps'"),
    ConfigurationKey(
      "conda_client", .text, default: "auto", isBeyondTox: true, kinds: [.conda],
      "what makes the environment: micromamba, mamba, conda, rattler, a path of one of the first three, or auto for the "
        + "first that is there"),
    ConfigurationKey(
      "conda_deactivate", .boolean, default: "false", isBeyondTox: true, kinds: [.conda],
      "whether the scripts of deactivate.d run after the commands"),
    ConfigurationKey(
      "activation_timeout", .number, default: "60.0", isBeyondTox: true, kinds: [.conda, .nix],
      "seconds that the activation of the environment may take"),
  ]

  private static let nix = [
    ConfigurationKey(
      "nix_file", .path, default: .absent, isBeyondTox: true, kinds: [.nix],
      "a file with a derivation for nix-shell; shell.nix or default.nix where neither this nor 'nix_flake' nor "
        + "'nix_packages' is set"),
    ConfigurationKey(
      "nix_flake", .text, default: .absent, isBeyondTox: true, kinds: [.nix],
      "a flake with a development shell: ., .#name, github:owner/name; in INI files # is written \\#"),
    ConfigurationKey(
      "nix_packages", .lines, isBeyondTox: true, kinds: [.nix],
      "names of packages of <nixpkgs>, one a line, as 'nix-shell -p' takes them"),
    ConfigurationKey(
      "nix_pure", .boolean, default: "false", isBeyondTox: true, kinds: [.nix],
      "whether commands see nothing but what Nix brings, set_env and pass_env"),
    ConfigurationKey("nix_args", .lines, isBeyondTox: true, kinds: [.nix], "further options for nix"),
  ]

  private static let npm = [
    ConfigurationKey(
      "base_node", .list, isBeyondTox: true, kinds: [.npm],
      "the Nodes that may run the commands, such as node20 or a path; what the environment's name asks for where it is "
        + "empty"),
    ConfigurationKey(
      "node_manager", .text, default: "auto", words: ["auto", "npm", "yarn", "pnpm"], isBeyondTox: true, kinds: [.npm],
      "what installs dependencies: npm, yarn, pnpm, or auto for the one whose lock file is there"),
    ConfigurationKey(
      "npm_install_args", .lines, isBeyondTox: true, kinds: [.npm],
      "further options for the command that installs dependencies"),
    ConfigurationKey(
      "npm_scripts", .lines, isBeyondTox: true, kinds: [.npm],
      "scripts of package.json that run before 'commands', one a line, with their arguments"),
    ConfigurationKey(
      "npm_workspaces", .lines, isBeyondTox: true, kinds: [.npm],
      "the workspaces that 'npm_scripts' run in, one a line; the whole project where it is empty"),
    ConfigurationKey(
      "npm_offline", .boolean, default: "false", isBeyondTox: true, kinds: [.npm],
      "whether nothing is fetched: what is not in the cache is missing"),
  ]
}
