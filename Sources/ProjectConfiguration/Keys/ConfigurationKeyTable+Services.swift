extension ConfigurationKeyTable {
  /// The keys of `[service:NAME]`, with those of tox-docker's `[docker:NAME]`.
  package static let service = ConfigurationKeyTable([
    ConfigurationKey("image", .text, "the image it runs, such as postgres:17; fetched where it is not there"),
    ConfigurationKey(
      "containerfile", .path, aliases: ["dockerfile"], default: .absent,
      "a file to build the image from instead, with its folder as context"),
    ConfigurationKey(
      "target", .text, aliases: ["dockerfile_target"],
      "the stage of the file that is built; the last one where it is empty"),
    ConfigurationKey(
      "command", .command, default: .absent, "what it runs in the place of what the image says, without its entry point"
    ),
    ConfigurationKey(
      "set_env", .dictionary, aliases: ["environment", "setenv"], "variables that the service alone sees, as NAME=value"
    ),
    ConfigurationKey(
      "ports", .lines,
      "the ports that commands reach, as CONTAINER, HOST:CONTAINER, and with /udp where it is not /tcp; without a HOST, or "
        + "with 0, one that is free; where there are none, those that the image names"),
    ConfigurationKey(
      "expose", .dictionary,
      "names of variables for the numbers of ports, as VARIABLE=5432/tcp; others are called NAME_5432_TCP_PORT"
    ),
    ConfigurationKey("host_var", .text, "the variable with its address; NAME_HOST where it is empty"),
    ConfigurationKey(
      "container_var", .text, "the variable with the name of the container; NAME_CONTAINER where it is empty"),
    ConfigurationKey(
      "links", .lines, "services that start before it and that it knows by a name, as SERVICE or SERVICE:ALIAS"),
    ConfigurationKey(
      "volumes", .lines,
      "folders of the machine or volumes of the engine that it sees, as FROM:TO, FROM:TO:ro or bind:ro:FROM:TO"),
    ConfigurationKey(
      "network", .text,
      "its network: host for the machine's, or one of the engine by its name; where it is empty, that of a container that "
        + "it serves, or what the engine gives"),
    ConfigurationKey("user", .text, "who runs it, as name or number; who the image says where it is empty"),
    ConfigurationKey(
      "engine", .text, default: "auto", words: ["auto", "podman", "docker"],
      "what runs it: podman, docker, or auto for the environment's engine, else the first that is there"),
    ConfigurationKey(
      "image_platform", .text, aliases: ["docker_platform"],
      "the platform of the image where it is not the machine's, such as linux/arm64"),
    ConfigurationKey("privileged", .boolean, default: "false", "whether it has all rights of the machine"),
    ConfigurationKey("engine_args", .lines, "further options for the command that starts it"),
    ConfigurationKey(
      "healthcheck_cmd", .text,
      "what a shell in it runs to find out whether it is ready; where it is empty, what the image says, else it is once "
        + "its ports of TCP are open"),
    ConfigurationKey("healthcheck_interval", .number, default: "1.0", "seconds between two checks"),
    ConfigurationKey("healthcheck_timeout", .number, default: "30.0", "seconds that a check may take"),
    ConfigurationKey("healthcheck_start_period", .number, default: "0.0", "seconds in which failures do not count"),
    ConfigurationKey("healthcheck_retries", .integer, default: "3", "how many checks in a row may fail"),
    ConfigurationKey(
      "start_timeout", .number, default: "60.0", "seconds until it has to be ready, once it runs"),
  ])
}
