import EnvironmentModel
import RunModel

/// What tox writes for `--result-json`, as far as a run knows it.
///
/// Both streams of a command are one in its log: `output` has them, and `err` is empty. Packages are called as their folders
/// are, with underscores for dashes.
struct ToxJSONReport {
  private let run: ReportedRun

  init(_ run: ReportedRun) { self.run = run }

  var text: String { node.text() + "\n" }

  private var node: JSONNode {
    var members: [JSONNode.Member] = [
      .init(key: "reportversion", value: .text("1")), .init(key: "toxversion", value: .text(run.toxVersion)),
      .init(key: "platform", value: .text("linux")), .init(key: "host", value: .text(run.hostName)),
    ]
    let packages = run.state.packages.map { JSONNode.Member(key: $0.plainName, value: owner($0, result: nil)) }
    let environments = run.state.environments.map { name in
      JSONNode.Member(key: name.text, value: owner(.environment(name), result: ToxResult(run.state, name)))
    }
    if !environments.isEmpty { members.append(.init(key: "testenvs", value: .object(packages + environments))) }
    return .object(members)
  }

  private func owner(_ owner: StepOwner, result: ToxResult?) -> JSONNode {
    var members: [JSONNode.Member] = []
    if case .environment(let name) = owner, let interpreter = run.interpreters[name], result?.isSkipped == false {
      members.append(.init(key: "python", value: python(interpreter)))
    }
    if let packages = installedPackages(of: owner) {
      members.append(.init(key: "installed_packages", value: .list(packages)))
    }
    if let result {
      let isGood = !result.isBad && !result.isIgnored
      members.append(
        .init(
          key: "result",
          value: .fields([
            "success": .boolean(isGood), "exit_code": .number(isGood ? 0 : result.exitCode),
            "duration": .number(ReportTime.seconds(result.duration.microseconds)),
            "skipped": .boolean(result.isSkipped),
          ])))
    }
    var tests: [JSONNode] = []
    var setup: [JSONNode] = []
    for step in run.state.steps(of: owner) {
      for (position, command) in step.commands.enumerated() {
        let isTest = command.start.phase.hasPrefix("commands") || command.start.phase.hasPrefix("build")
        let node = self.command(command, at: position, of: step)
        if isTest { tests.append(node) } else { setup.append(node) }
      }
    }
    if !tests.isEmpty { members.append(.init(key: "test", value: .list(tests))) }
    if !setup.isEmpty { members.append(.init(key: "setup", value: .list(setup))) }
    return .object(members)
  }

  /// What was installed when the commands ran; `nil` where nobody looked.
  private func installedPackages(of owner: StepOwner) -> [JSONNode]? {
    let content = run.state.steps(of: owner).lazy.compactMap(\.content).first
    return content.map { run.state.packageLists[$0.packagesMark] ?? [] }?.map { .text("\($0.name)==\($0.version)") }
  }

  private func python(_ interpreter: Interpreter) -> JSONNode {
    let names: [PythonFactor.Implementation: String] = [
      .cpython: "CPython", .pypy: "PyPy", .graalpy: "GraalVM", .jython: "Jython", .ironpython: "IronPython",
    ]
    let numbers = interpreter.version.map { JSONNode.number($0) }
    let stage = [JSONNode.text(interpreter.isPrerelease ? "candidate" : "final"), .number(0)]
    return .fields([
      "implementation": .text(names[interpreter.implementation] ?? "CPython"), "version_info": .list(numbers + stage),
      "version": .text(interpreter.version.map(String.init).joined(separator: ".")),
      "is_64": .boolean(Int.bitWidth == 64),
      "sysplatform": .text("linux"), "extra_version_info": .null,
      "free_threaded": .boolean(interpreter.isFreeThreaded), "debug": .boolean(false), "machine": .text(run.machine),
      "executable": .text(interpreter.path),
    ])
  }

  /// What a command wrote; what all of a step did stands with the last where the journal does not tell them apart.
  private func output(of command: CommandState, isLast: Bool, _ step: StepState) -> String {
    guard let start = command.start.logOffset else { return isLast ? run.logEnd(of: step, byteCount: .max) : "" }
    return run.logText(of: step, start..<max(start, command.end?.logOffset ?? step.logByteCount))
  }

  private func command(_ command: CommandState, at position: Int, of step: StepState) -> JSONNode {
    let start = command.start
    let isLast = position == step.commands.count - 1
    let elapsed = command.end?.duration.microseconds ?? 0
    let place = step.commands[..<position].count { $0.start.phase == start.phase }
    let isCommand = start.phase.hasPrefix("commands")
    let code = command.end.map { $0.exitCode ?? -($0.signal ?? 0) }
    return .fields([
      "command": .list(
        ([start.executable ?? start.arguments.first ?? ""] + ToxSecrets.masked(Array(start.arguments.dropFirst()))).map
        {
          .text($0)
        }),
      "output": .text(output(of: command, isLast: isLast, step)), "err": .text(""),
      "retcode": .number(code), "elapsed": .number(ReportTime.seconds(elapsed)),
      "show_on_standard": .boolean(isCommand), "run_id": .text(isCommand ? "\(start.phase)[\(place)]" : start.phase),
      "start": .number(ReportTime.seconds(command.startTime)),
      "end": .number(ReportTime.seconds(command.startTime + elapsed)),
    ])
  }
}

extension StepOwner {
  /// The name alone.
  var plainName: String {
    switch self {
    case .environment(let name): name.text
    case .package(let name): name
    }
  }
}
