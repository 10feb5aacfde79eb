import Glibc

/// Namespaces of processes on this machine.
enum Namespaces {
  /// Whether a program that makes such namespaces can; without the program, nobody knows.
  static let canBeMade: Bool = {
    let words = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "true"]
    var pid = pid_t()
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var status: Int32 = 0
    return posix_spawnp(&pid, "unshare", nil, nil, &arguments, environ) == 0 && waitpid(pid, &status, 0) == pid
      && status == 0
  }()
}
