import EnvironmentModel

extension ConfigurationKeyTable {
  /// The keys of environments of some kinds alone, which tox does not have.
  static let ofKinds =
    conda + nix + npm + container + deb + rpm + [
      ConfigurationKey(
        "network", .text, isBeyondTox: true, kinds: [.container, .deb, .rpm, .system],
        "what network commands have inside: host for the machine's, none for nothing but themselves, or one of the container "
          + "engine by its name; where it is empty, what the engine gives a container, and the machine's in a root folder"
      )
    ]

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

  private static let container = [
    ConfigurationKey(
      "image", .text, isBeyondTox: true, kinds: [.container],
      "the image that the container starts from, such as python:3.13-slim; fetched where it is not there"),
    ConfigurationKey(
      "containerfile", .path, default: .absent, isBeyondTox: true, kinds: [.container],
      "a file to build the image from instead, with its folder as context"),
    ConfigurationKey(
      "dockerfile", .path, default: .absent, isBeyondTox: true, kinds: [.container], "another name of 'containerfile'"),
    ConfigurationKey(
      "target", .text, isBeyondTox: true, kinds: [.container],
      "the stage of the file that is built; the last one where it is empty"),
    ConfigurationKey(
      "engine", .text, default: "auto", words: ["auto", "podman", "docker"], isBeyondTox: true,
      kinds: [.container, .system],
      "what runs containers: podman, docker, or auto for the one that the environment's name has as a factor, else the "
        + "first that is there"),
    ConfigurationKey(
      "volumes", .lines, isBeyondTox: true, kinds: [.container],
      "folders of the machine or volumes of the engine that the container sees, as 'FROM:TO' or 'FROM:TO:ro'"),
    ConfigurationKey(
      "user", .text, isBeyondTox: true, kinds: [.container, .system],
      "who runs the commands, as name or number; who the image says where it is empty"),
    ConfigurationKey(
      "image_platform", .text, isBeyondTox: true, kinds: [.container],
      "the platform of the image where it is not the machine's, such as linux/arm64"),
    ConfigurationKey(
      "engine_args", .lines, isBeyondTox: true, kinds: [.container],
      "further options for the command that starts the container"),
  ]

  private static let deb = [
    ConfigurationKey(
      "deb_suite", .text, isBeyondTox: true, kinds: [.deb],
      "the suite of Debian that the environment is, such as bookworm or sid; the machine's own where it is empty"),
    ConfigurationKey(
      "deb_variant", .text, default: "minbase", isBeyondTox: true, kinds: [.deb],
      "which packages are there from the beginning, in the words of mmdebstrap: minbase, buildd, apt, standard"),
    ConfigurationKey(
      "deb_mirrors", .lines, isBeyondTox: true, kinds: [.deb],
      "where packages come from, an address or a line of sources.list each; Debian's own where it is empty"),
    ConfigurationKey(
      "deb_base", .path, default: .absent, isBeyondTox: true, kinds: [.deb],
      "a root folder, or an archive of one (base.tar), to start from instead of 'deb_suite'"),
    ConfigurationKey(
      "deb_packages", .lines, isBeyondTox: true, kinds: [.deb],
      "packages of the suite that are installed besides, as 'apt-get install' takes them"),
    ConfigurationKey(
      "deb_clone", .text, default: "auto", words: ["auto", "overlay", "copy"], isBeyondTox: true, kinds: [.deb],
      "how an environment gets its own of the root folder that all share: overlay, copy, or auto for an overlay where "
        + "the file system allows it"),
    ConfigurationKey(
      "deb_tests", .lines, isBeyondTox: true, kinds: [.deb],
      "tests of debian/tests/control that run before 'commands', one a line; * for all"),
  ]

  private static let rpm = [
    ConfigurationKey(
      "rpm_packages", .lines, isBeyondTox: true, kinds: [.rpm],
      "what is installed besides: names of packages of 'rpm_repositories', or paths of files"),
    ConfigurationKey(
      "rpm_repositories", .lines, isBeyondTox: true, kinds: [.rpm],
      "where packages come from: addresses of repositories, or folders with packages; the machine's own repositories "
        + "where it is empty"),
    ConfigurationKey(
      "rpm_releasever", .text, isBeyondTox: true, kinds: [.rpm],
      "the release of the distribution, as addresses of repositories name it"),
    ConfigurationKey(
      "rpm_client", .text, default: "auto", words: ["auto", "dnf", "rpm"], isBeyondTox: true, kinds: [.rpm],
      "what installs: dnf, rpm (files alone), or auto for dnf where packages or repositories are named"),
  ]
}
