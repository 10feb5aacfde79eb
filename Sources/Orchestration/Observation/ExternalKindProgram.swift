import EnvironmentModel
package import Host
package import Planning
import Synchronization

/// Asks a program for a kind of environment: questions go in as lines, and answers come out as lines.
package struct ExternalKindProgram {
  private let host: Host
  /// How long it may take for all its answers.
  private let patience: Duration
  /// What is wrong with the variable that says so; `nil` when nothing is.
  private let fault: ExternalKindFault?
  /// The variable with the seconds that it may take.
  package static let patienceVariable = "SWTOX_KIND_TIMEOUT"
  package static let defaultPatience = 60
  private static let byteLimit = 64 << 20

  /// A machine whose programs are asked; its variables may say for how long.
  ///
  /// - Parameter seconds: How long one may take where no variable says it.
  package init(host: Host, seconds: Int = Self.defaultPatience) {
    self.host = host
    let text = host.variables[Self.patienceVariable] ?? ""
    let wanted = text.isEmpty ? seconds : Int(text).flatMap { $0 > 0 ? $0 : nil }
    patience = .seconds(wanted ?? seconds)
    fault =
      wanted == nil ? ExternalKindFault("is not asked: \(Self.patienceVariable)=\(text) is no number of seconds") : nil
  }

  /// Its answers, one a line.
  ///
  /// Costs one process, however many questions there are.
  ///
  /// - Parameters:
  ///   - path: The absolute path of the program.
  ///   - folder: The absolute path of a folder for the questions; made if needed.
  ///   - isWanted: Asked while it works whether anybody waits for it.
  /// - Throws: That it could not be started, hung, failed, or wrote too much.
  package func answers(
    of path: String, to questions: [String], folder: String, isWanted: @escaping @Sendable () -> Bool = { true }
  ) async throws(ExternalKindFault) -> [String] {
    if let fault { throw fault }
    let text = questions.map { $0 + "\n" }.joined()
    let name = "kind-\(Digest.of(Array("\(host.clock.monotonic) \(path)".utf8)))"
    let file = "\(folder)/\(name)"
    do throws(FileError) {
      try host.files.createDirectory(folder)
      try host.files.write(Array(text.utf8), to: file)
    } catch {
      throw ExternalKindFault("cannot be asked: \(error.message)")
    }
    defer { try? host.files.remove(file) }  // nobody reads it any more
    let request = ProcessRequest(
      executable: "/bin/sh", arguments: ["/bin/sh", "-c", #"exec "$1" <"$2""#, "sh", path, file],
      workingDirectory: "/", environment: host.variables)
    return try await answers(to: request, isWanted)
  }

  private func answers(
    to request: ProcessRequest, _ isWanted: @escaping @Sendable () -> Bool
  ) async throws(ExternalKindFault) -> [String] {
    let (output, errors) = (CappedOutput(limit: Self.byteLimit), CappedOutput(limit: 64 << 10))
    let child: any ChildProcess
    do throws(ProcessStartError) {
      child = try host.processes.start(request, onOutput: { output.append($0) }, onErrors: { errors.append($0) })
    } catch {
      throw ExternalKindFault("cannot be started: \(error.reason)")
    }
    guard let ending = await ending(of: child, isWanted) else {
      if !isWanted() { throw ExternalKindFault("was stopped") }
      throw ExternalKindFault(
        "did not answer within \(patience.components.seconds) s and was ended (\(Self.patienceVariable) gives it longer)"
      )
    }
    let last = errors.lines.last.map { ": \($0.prefix(300))" } ?? ""
    switch ending {
    case .exited(0): break
    case .exited(let code): throw ExternalKindFault("ended with exit code \(code)\(last)")
    case .signalled(let signal): throw ExternalKindFault("was ended by signal \(signal)\(last)")
    }
    if output.isFull { throw ExternalKindFault("wrote more than \(Self.byteLimit >> 20) MB") }
    guard let lines = output.validLines else { throw ExternalKindFault("writes what is not UTF-8") }
    return lines
  }

  /// How it ended; `nil` when it took too long. Nothing of it is left.
  private func ending(
    of child: any ChildProcess, _ isWanted: @escaping @Sendable () -> Bool
  ) async -> ProcessReport.Ending? {
    let clock = host.clock
    let patience = patience
    return await withTaskGroup(of: ProcessReport.Ending?.self) { group in
      group.addTask { await child.report().ending }
      group.addTask {
        let end = clock.monotonic + patience
        while clock.monotonic < end, isWanted() {
          // A cancelled sleep means that the child has ended.
          guard (try? await clock.sleep(for: .milliseconds(100))) != nil else { return nil }
        }
        child.signalTree(.kill)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      if !child.isTreeGone { child.signalTree(.kill) }
      return first
    }
  }
}

/// Output that is kept in memory up to a limit.
private final class CappedOutput: Sendable {
  private let limit: Int
  private let content = Mutex<[UInt8]>([])

  init(limit: Int) { self.limit = limit }

  func append(_ more: UnsafeRawBufferPointer) {
    content.withLock { content in
      if content.count < limit { content.append(contentsOf: more.prefix(limit - content.count)) }
    }
  }

  var isFull: Bool { content.withLock { $0.count == limit } }
  var lines: [String] { Self.split(String(decoding: content.withLock { $0 }, as: UTF8.self)) }
  /// `nil` where it is no text.
  var validLines: [String]? { String(validating: content.withLock { $0 }, as: UTF8.self).map(Self.split) }

  /// Lines end where JSON has no other use for the byte.
  private static func split(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { String($0) }
  }
}
