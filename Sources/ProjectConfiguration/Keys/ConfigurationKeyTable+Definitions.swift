extension ConfigurationKeyTable {
  /// The keys of `[packagedef:NAME]`.
  package static let packageDefinition = ConfigurationKeyTable([
    ConfigurationKey("description", .text, "what the package is, in a sentence"),
    ConfigurationKey(
      "builder", .text, default: .absent,
      "what makes it: sdist, wheel, editable, conda, deb, rpm, npm, image, nix, existing, index or command; the definition's name where that is one"
    ),
    ConfigurationKey(
      "match", .environments,
      "rules for the environments it is for: factors joined by '-', with braces, commas, '!', wildcards, kind: and name:"
    ),
    ConfigurationKey("build_env", .text, default: .absent, "the environment that builds it, with its interpreter"),
    ConfigurationKey(
      "per", .text, default: .absent,
      "how many variants there are, one for each: project, interpreter, platform, environment"),
    ConfigurationKey("root", .path, default: "{tox_root}", "the folder of its sources"),
    ConfigurationKey(
      "inputs", .list,
      "files, with wildcards, that decide whether a build is still fresh; all sources where it is empty"),
    ConfigurationKey("depends", .list, "definitions whose artefacts the build needs"),
    ConfigurationKey("commands", .commands, "how 'builder = command' builds it"),
    ConfigurationKey(
      "artifact", .text,
      "the file that 'builder = command' leaves, or the one that is meant of several results, with wildcards"),
    ConfigurationKey(
      "format", .text, default: .absent,
      "what the artefact is, where its name does not tell: sdist, wheel, editable, conda, deb, rpm, npm, image or nix"),
    ConfigurationKey("path", .text, "the files of 'builder = existing', with wildcards"),
    ConfigurationKey("requirement", .text, "what 'builder = index' installs, as 'demo==1.4'"),
    ConfigurationKey("set_env", .dictionary, aliases: ["setenv"], "variables that the build sees"),
    ConfigurationKey(
      "pass_env", .list, aliases: ["passenv"], "variables handed on to the build, with wildcards"),
    ConfigurationKey(
      "config_settings", .dictionary,
      "settings handed to the build back end or tool; for tools, names that begin with '-' are options"),
    ConfigurationKey("timeout", .number, default: .absent, "seconds the build may take"),
  ])

  /// The keys of `[envdef:NAME]` beside those of environments, which count for all it covers.
  package static let environmentDefinition = ConfigurationKeyTable(
    kindDefinition.keys + environment.keys.filter { $0.name != "kind" })

  /// Those that no environment has.
  package static let kindDefinition = ConfigurationKeyTable([
    ConfigurationKey(
      "kind", .text, default: .absent,
      "the kind of the environments it covers: virtualenv, pyenv, conda, nix, container, deb, rpm, npm or system; the definition's name where that is one"
    ),
    ConfigurationKey(
      "match", .environments,
      "rules for the environments it covers; the definition's name as a factor where it is left out"),
  ])
}
