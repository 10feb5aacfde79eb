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

  /// Raises the soft limit of open descriptors, as each running child costs up to two.
  ///
  /// The limit stays at or below 16,384, because programs that close every possible descriptor at their start take
  /// long under a huge one, and children inherit it.
  ///
  /// - Returns: The limit that holds now.
  @discardableResult
  package static func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
    let wanted = min(limit.rlim_max, 16_384)
    if limit.rlim_cur >= wanted { return Int(clamping: limit.rlim_cur) }
    let raised = rlimit(rlim_cur: wanted, rlim_max: limit.rlim_max)
    let isRaised = withUnsafePointer(to: raised) { setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), $0) == 0 }
    return Int(clamping: isRaised ? wanted : limit.rlim_cur)
  }

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
