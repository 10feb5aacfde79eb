import Host
import Planning

/// The process of the machine by which a command runs in another system.
struct EnclosedProcess {
  let enclosure: Enclosure

  /// What the process of a command is before it is put inside.
  static let shell = "/bin/sh"

  /// A process of the machine in the place of one inside.
  ///
  /// Its exit code is the command's. Where the command could not be run at all, the enclosure's report says why.
  func enclosing(_ request: ProcessRequest) -> ProcessRequest {
    switch enclosure {
    case .root(let enclosure): RootProcess(enclosure: enclosure).enclosing(request)
    case .container(let enclosure): ContainerProcess(enclosure: enclosure).enclosing(request)
    }
  }
}
