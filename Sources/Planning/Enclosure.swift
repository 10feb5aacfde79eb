/// Where a command runs that does not run on the machine itself.
package enum Enclosure: Hashable, Sendable {
  case root(RootEnclosure)
  case container(ContainerEnclosure)

  /// Where it is written down that a command could not be run at all, as a sentence; an absolute path.
  package var reportPath: String {
    switch self {
    case .root(let enclosure): enclosure.reportPath
    case .container(let enclosure): enclosure.reportPath
    }
  }
}

/// A root folder with another system in it.
///
/// A command sees that system, the folders of ``mounts`` under the paths that they have outside, and neither processes
/// nor mounts of the machine; the kernel ends all that it starts with it. Nothing that is mounted for it is seen outside, so
/// that there is nothing to undo.
package struct RootEnclosure: Hashable, Sendable {
  /// What the root folder is made of.
  package enum Root: Hashable, Sendable {
    /// A folder, which commands change.
    case folder(String)
    /// A folder that stays as it is, with the changes of one environment laid over it.
    ///
    /// - `base`: The absolute path of what stays.
    /// - `changes`: The absolute path of the folder with the changes, in `upper`.
    case layers(base: String, changes: String)
  }

  package var root: Root
  /// The absolute paths of folders that are inside what they are outside.
  package var mounts: [String]
  /// Whether it shares the machine's network; without, there is only itself to talk to.
  package var hasNetwork: Bool
  /// Where it is written down that a command could not be run at all, as a sentence; an absolute path below one of the
  /// mounts.
  package var reportPath: String

  package init(root: Root, mounts: [String], hasNetwork: Bool, reportPath: String) {
    self.root = root
    self.mounts = mounts
    self.hasNetwork = hasNetwork
    self.reportPath = reportPath
  }
}

/// A container that something holds while the command runs.
package struct ContainerEnclosure: Hashable, Sendable {
  /// The absolute path of the engine's program.
  package var engine: String
  /// Whether what runs inside belongs to a service of the engine, so that signals to the engine's program do not reach it.
  package var isServed: Bool
  /// The name of the container.
  package var name: String
  /// The absolute path of the folder by which the command and its supervisor speak; inside it is
  /// ``ContainerEnclosure/inside``.
  package var controlFolder: String
  /// Who runs the command; empty for the one that the image says.
  package var user: String
  /// What the engine's program sees.
  package var variables: [String: String]
  /// Whether the container is somebody else's, and has no folder in common with the machine.
  package var isAttached = false

  /// Where the folder by which the command is controlled is inside.
  package static let inside = "/run/swtox"

  package init(
    engine: String, isServed: Bool, name: String, controlFolder: String, user: String, variables: [String: String]
  ) {
    self.engine = engine
    self.isServed = isServed
    self.name = name
    self.controlFolder = controlFolder
    self.user = user
    self.variables = variables
  }

  package var reportPath: String { "\(controlFolder)/refused" }
}

extension Action {
  /// The same with its commands inside an enclosure; other actions concern files, which are the same on both sides.
  package func enclosed(in enclosure: Enclosure) -> Action {
    switch self {
    case .run(var command):
      command.enclosure = enclosure
      // Who installs inside is judged by what is there, not by the machine's programs.
      command.programs = .any
      return .run(command)
    case .renew(let requirements, let actions):
      return .renew(ifLess: requirements, by: actions.map { $0.enclosed(in: enclosure) })
    default: return self
    }
  }

  /// The same with other variables for its commands.
  package func changingVariables(_ change: ([String: String]) -> [String: String]) -> Action {
    switch self {
    case .run(var command):
      command.environment = change(command.environment)
      return .run(command)
    case .renew(let requirements, let actions):
      return .renew(ifLess: requirements, by: actions.map { $0.changingVariables(change) })
    default: return self
    }
  }
}
