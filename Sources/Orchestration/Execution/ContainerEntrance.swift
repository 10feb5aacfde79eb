package import Host
package import Planning

/// The process by which somebody is in a container with this terminal.
package struct ContainerEntrance: Sendable {
  private let enclosure: ContainerEnclosure
  private let files: any FileHost

  /// - Parameter enclosure: A container that runs.
  package init(_ enclosure: ContainerEnclosure, files: any FileHost) {
    self.enclosure = enclosure
    self.files = files
  }

  /// A process of the machine in the place of one inside.
  ///
  /// - Parameter isTerminal: Whether it is to have a terminal inside too.
  package func entering(_ request: ProcessRequest, isTerminal: Bool) -> ProcessRequest {
    var entering = request
    entering.executable = enclosure.engine
    entering.workingDirectory = "/"
    entering.environment = enclosure.variables
    var options = isTerminal ? ["-i", "-t"] : ["-i"]
    if let user { options += ["--user", user] }
    for (name, value) in request.environment.sorted(by: { $0.key < $1.key }) {
      if let own = enclosure.variables[name], own != value {
        // The engine's program has another one itself.
        options += ["--env", "\(name)=\(value)"]
      } else {
        // A value that everybody can see in the list of processes is no secret.
        entering.environment[name] = value
        options += ["--env", name]
      }
    }
    entering.arguments =
      [enclosure.engine, "exec"] + options
      + [enclosure.name, "/bin/sh", "-c", Self.script, "sh", request.workingDirectory] + request.arguments
    try? files.remove(endPath)  // of an earlier one, if any
    return entering
  }

  /// How the command inside ended, which engines do not always tell; `nil` where it did not say.
  package var exitCode: Int32? {
    guard let bytes = try? files.read(endPath) else { return nil }
    return Int32(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
  }

  private var endPath: String { "\(enclosure.controlFolder)/entered" }

  /// Who the environment or the image says.
  private var user: String? {
    if !enclosure.user.isEmpty { return enclosure.user }
    guard !enclosure.isAttached, let bytes = try? files.read("\(enclosure.controlFolder)/user"), !bytes.isEmpty else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The arguments: folder; then the words of the command.
  private static let script = #"""
    folder=$1
    shift
    if [ -n "${SWTOX_FIRST:-}" ]; then PATH=$SWTOX_FIRST:$PATH && export PATH && unset SWTOX_FIRST; fi
    cd "$folder" || exit 126
    "$@"
    code=$?
    if [ -w /run/swtox ]; then echo "$code" >/run/swtox/entered; fi
    exit "$code"
    """#
}
