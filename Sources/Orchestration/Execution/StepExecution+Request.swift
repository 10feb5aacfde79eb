import Host
import Planning
import RunModel

extension StepExecution {
  /// Programs that see a terminal show long texts by a pager, which would wait for keys that nobody types.
  private static let withoutPagers = ["PAGER": "cat", "GIT_PAGER": "cat"]

  func makeRequest(_ action: CommandAction) -> Result<ProcessRequest, ProgramSearch.Refusal> {
    do throws(ProgramSearch.Refusal) {
      var arguments: [String] = []
      for argument in action.arguments { arguments.append(try word(argument, action)) }
      let action = try VariableReading(files: executor.host.files).activated(action)
      let path =
        action.enclosure == nil
        ? try ProgramSearch(files: executor.host.files).path(of: arguments.first ?? "", for: action)
        : EnclosedProcess.shell
      var variables = action.environment.mapValues { filled($0, action) }.merging(executor.variables) { $1 }
        .merging(companions.variables) { $1 }
      variables = executor.jobserver?.adding(to: variables) ?? variables
      let takesInput = executor.keyboard?.takesInput(step) ?? false
      if case .terminal = executor.channel, !takesInput { variables.merge(Self.withoutPagers) { own, _ in own } }
      var request = ProcessRequest(
        executable: path, arguments: arguments, workingDirectory: action.workingDirectory, environment: variables,
        channel: executor.channel, orphanPatience: action.patience.ofOrphans,
        isolatesProcesses: action.isolatesProcesses)
      request.tokens = executor.jobserver?.inherited
      request.takesInput = takesInput
      if let enclosure = action.enclosure { request = EnclosedProcess(enclosure: enclosure).enclosing(request) }
      return .success(request)
    } catch {
      return .failure(error)
    }
  }

  func startChild(_ request: ProcessRequest, _ action: CommandAction) throws(ProcessStartError)
    -> any ChildProcess
  {
    guard separatesErrors(request, action) else {
      return try executor.host.processes.start(request, onOutput: receiver(of: request, nil))
    }
    return try executor.host.processes.start(
      request, onOutput: receiver(of: request, .output), onErrors: receiver(of: request, .errors))
  }

  /// Where the output of a command goes: to the log, and to somebody who types to it.
  private func receiver(of request: ProcessRequest, _ stream: OutputStream?) -> OutputReceiver {
    let (capture, step) = (capture, step)
    guard request.takesInput, let keyboard = executor.keyboard else { return { capture.append($0, from: stream) } }
    return { bytes in
      capture.append(bytes)
      keyboard.tell(bytes, of: step)
    }
  }

  /// Who types at a terminal sees one screen.
  private func separatesErrors(_ request: ProcessRequest, _ action: CommandAction) -> Bool {
    action.separatesErrors && !request.takesInput
  }

  /// The words of a command as it is inside, where it is in an enclosure.
  func words(of action: CommandAction) -> [String] {
    // What has no path was refused before.
    action.arguments.compactMap { try? word($0, action) }
  }

  private func word(_ argument: Argument, _ action: CommandAction) throws(ProgramSearch.Refusal) -> String {
    switch argument {
    case .text(let text): return filled(text, action)
    case .artifact(let package, let suffix): return try path(of: package) + suffix
    case .artifactFolder(let package):
      let path = try path(of: package)
      return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    case .condaSpecification(let package): return try condaSpecification(of: package)
    case .condaName(let package):
      return try condaSpecification(of: package).split(separator: "=").first.map(String.init) ?? ""
    }
  }

  private func condaSpecification(of package: String) throws(ProgramSearch.Refusal) -> String {
    let path = try path(of: package)
    do throws(FileError) {
      return try CondaChannel(files: executor.host.files).specification(of: path)
    } catch {
      throw ProgramSearch.Refusal(reason: error.message)
    }
  }

  private func path(of package: String) throws(ProgramSearch.Refusal) -> String {
    guard let artifact = executor.artifacts[package] else {
      throw ProgramSearch.Refusal(reason: "package '\(package)' has no artefact to install")
    }
    return artifact.path
  }

  /// A text with the paths of artefacts that it speaks of.
  private func filled(_ text: String, _ action: CommandAction) -> String {
    if action.packages.isEmpty { return text }
    return PackageReference.replaced(text) { name in
      let artifact = action.packages[name].flatMap { executor.artifacts[$0] }
      return name.hasSuffix(PackageReference.sdistMark) ? artifact?.sdistPath ?? artifact?.path : artifact?.path
    }
  }
}

extension StopPatience {
  var ofOrphans: ProcessRequest.OrphanPatience {
    ProcessRequest.OrphanPatience(afterInterrupt: afterInterrupt, afterTerminate: afterTerminate)
  }
}
