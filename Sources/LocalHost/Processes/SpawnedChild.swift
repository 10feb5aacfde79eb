import CProcess
import Glibc
import Host

/// A process that has just been started, with the descriptors that tell of it.
struct SpawnedChild: Sendable {
  let processID: Int32
  /// The ancestor of all that the process ever starts.
  let wardenID: Int32
  /// A process of ours between the two, in a namespace of its own; 0 without one.
  let firstID: Int32
  let output: Descriptor
  /// Standard error; `nil` when it comes with the output.
  let errors: Descriptor?
  /// Tells of the process's end and of the end of its tree; closing it ends the tree.
  let control: Descriptor

  /// - Parameter separatesErrors: Whether standard error is read by itself.
  init(_ request: ProcessRequest, separatesErrors: Bool = false) throws(ProcessStartError) {
    var child = cprocess_child()
    var stage = CPROCESS_STAGE_PROGRAM
    let code = Self.spawn(request, separatesErrors, &child, &stage)
    if code != 0 {
      throw ProcessStartError(
        executable: request.executable, code: code, reason: Self.reason(code, at: stage, of: request))
    }
    processID = child.identifier
    wardenID = child.warden
    firstID = child.first
    output = Descriptor(child.output_descriptor)
    errors = separatesErrors ? Descriptor(child.error_descriptor) : nil
    control = Descriptor(child.control_descriptor)
  }

  private static func spawn(
    _ request: ProcessRequest, _ separatesErrors: Bool, _ child: inout cprocess_child, _ stage: inout cprocess_stage
  ) -> Int32 {
    let variables = request.environment.map { "\($0.key)=\($0.value)" }.sorted()
    let tokens = request.tokens.map { [$0.path] } ?? []
    guard let paths = CStrings([request.executable, request.workingDirectory] + tokens),
      let arguments = CStrings(request.arguments), let environment = CStrings(variables)
    else { return EINVAL }
    return paths.withVector { paths in
      arguments.withVector { arguments in
        environment.withVector { environment in
          var native = cprocess_request()
          native.executable = paths?[0].map { UnsafePointer($0) }
          native.directory = paths?[1].map { UnsafePointer($0) }
          if let tokens = request.tokens {
            native.token_path = paths?[2].map { UnsafePointer($0) }
            native.token_descriptor = tokens.descriptor
          }
          native.arguments = arguments
          native.environment = environment
          native.isolates_processes = request.isolatesProcesses
          native.separates_errors = separatesErrors
          native.interrupt_milliseconds = request.orphanPatience.afterInterrupt.wholeMilliseconds
          native.terminate_milliseconds = request.orphanPatience.afterTerminate.wholeMilliseconds
          if case .terminal(let rowCount, let columnCount) = request.channel {
            native.uses_terminal = true
            native.takes_input = request.takesInput
            native.row_count = UInt16(clamping: rowCount)
            native.column_count = UInt16(clamping: columnCount)
          }
          return cprocess_spawn(&native, &child, &stage)
        }
      }
    }
  }

  private static func reason(_ code: Int32, at stage: cprocess_stage, of request: ProcessRequest) -> String {
    let reason = SystemError(code: code).reason
    return switch stage {
    case CPROCESS_STAGE_DIRECTORY: "working directory '\(request.workingDirectory)': \(reason)"
    case CPROCESS_STAGE_CHANNEL: "no \(request.channel == .pipe ? "pipe" : "terminal") for its output: \(reason)"
    case CPROCESS_STAGE_WARDEN: "no process to watch over it: \(reason)"
    case CPROCESS_STAGE_ISOLATION: isolationReason(code, reason)
    default: programReason(code, request) ?? reason
    }
  }

  private static func isolationReason(_ code: Int32, _ reason: String) -> String {
    let isForbidden = [EPERM, EACCES, ENOSPC, EUSERS, EINVAL].contains(code)
    let help =
      isForbidden
      ? "allow user namespaces (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns) and, "
        + "in a container, the mounting of /proc; or set 'isolate = none'" : "try again, or set 'isolate = none'"
    return "the kernel refuses 'isolate = pid': \(reason); \(help)"
  }

  /// What the code alone does not tell: that the kernel missed or refused something else than the program.
  private static func programReason(_ code: Int32, _ request: ProcessRequest) -> String? {
    let files = LocalFiles()
    switch code {
    case EINVAL where hasNUL(request): return "the program, an argument or a variable holds a NUL byte"
    case ENOENT where files.exists(request.executable):
      // A file that cannot be read has no line that could be shown.
      let start = try? files.read(request.executable, at: 0, count: 256)
      return start.flatMap(InterpreterLine.interpreter(in:)).map { "its interpreter '\($0)' does not exist" }
        ?? "the loader it asks for does not exist"
    default: return nil
    }
  }

  private static func hasNUL(_ request: ProcessRequest) -> Bool {
    let strings = [request.executable, request.workingDirectory] + request.arguments
    return (strings + request.environment.flatMap { [$0.key, $0.value] }).contains { $0.utf8.contains(0) }
  }
}

extension Duration {
  /// Rounded down, as far as the kernel's own limits go.
  fileprivate var wholeMilliseconds: UInt32 { UInt32(clamping: Int64(self / .milliseconds(1))) }
}

/// The first line of a script, `#!interpreter [argument]` (execve(2)).
enum InterpreterLine {
  /// The interpreter's path; `nil` when the file does not begin that way.
  static func interpreter(in start: [UInt8]) -> String? {
    guard start.starts(with: "#!".utf8) else { return nil }
    let line = start.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let path = line.drop(while: isBlank).prefix { !isBlank($0) }
    return path.isEmpty ? nil : String(decoding: path, as: UTF8.self)
  }
}
