import CProcess
import Glibc
package import Host

/// Where the program meets the machine it runs on.
package enum LocalMachine {
  /// The one thread that reads children's output; it starts with the first child or signal source.
  package static let reader = EventReader()

  /// The ports of the real machine.
  package static func host() -> Host {
    Host(files: LocalFiles(), processes: LocalProcesses(reader: reader), clock: LocalClock(), variables: variables)
  }

  /// How many processors this process may use: its affinity, limited by the quota of its control group; at least 1.
  package static var coreCount: Int {
    let allowed = max(1, Int(cprocess_affinity_count()))
    return min(allowed, ProcessorQuota.current(files: LocalFiles()) ?? allowed)
  }

  /// How many processors the machine has running, whatever this process may use.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// How many commands can run at once with the descriptors that are left to this process; at least 1.
  ///
  /// Each has three as long as it runs: its output, its warden and its log. Some are kept for its start and for files that
  /// are read and written meanwhile.
  package static var commandRoom: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .max }
    // Without /proc nothing is known of those that are open, and few are.
    let openCount = (try? LocalFiles().list("/proc/self/fd").count) ?? 32
    return max(1, (Int(clamping: limit.rlim_cur) - openCount - 24) / 3)
  }

  /// Makes the start of commands cheap, and their peak of memory exact; to be called while this program is small.
  ///
  /// Where it cannot be done, the first command tries again and tells why.
  package static func prepareCommands() { cprocess_start_keeper() }

  /// How many bytes of memory may be taken now, by the kernel's estimate and within the limits of the control groups of
  /// this process; `nil` where the kernel does not say.
  package static var availableMemory: Int? { MemoryRoom.current(files: LocalFiles()) }

  /// Raises the soft limit of open descriptors, as each running command costs three.
  ///
  /// Commands get the limit that this program was started with, as some close every possible descriptor at their start or
  /// wait with `select`, which knows the first 1,024 alone.
  ///
  /// - Returns: The limit that holds now.
  @discardableResult
  package static func raiseDescriptorLimit() -> Int { Int(clamping: cprocess_raise_descriptor_limit(65_536)) }

  /// The environment variables of this process; the first of several with one name counts.
  private static var variables: [String: String] {
    var variables: [String: String] = [:]
    guard var entry = cprocess_environment() else { return variables }
    while let text = entry.pointee.map({ String(cString: $0) }) {
      entry += 1
      guard let separator = text.firstIndex(of: "=") else { continue }
      let name = String(text[..<separator])
      if variables[name] == nil { variables[name] = String(text[text.index(after: separator)...]) }
    }
    return variables
  }
}
