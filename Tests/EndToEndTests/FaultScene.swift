import Glibc
import Host
import Synchronization

/// A project whose processes are told from all others by a variable, so that none of them goes unseen.
final class FaultScene: Sendable {
  let place: Workplace
  let output = OutputText()
  private let mark: String

  /// One environment for each name, without anything to set up; each runs the script.
  ///
  /// - Parameter keys: More lines of `[testenv]`.
  init(_ script: String, keys: [String] = [], names: [String] = ["a"]) throws {
    place = try Workplace()
    mark = "SWTOX_FAULT_MARK=\(place.home)"
    try place.write(script, to: "command.sh")
    let lines =
      ["[tox]", "no_package = true", "env_list = \(names.joined(separator: ", "))"]
      + ["[envdef:here]", "kind = system", "match = *"]
      + ["[testenv]", "allowlist_externals = *", "pass_env = SWTOX_FAULT_MARK"] + keys
      + ["commands = sh \(place.project)/command.sh"]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
  }

  deinit { killAll() }

  /// Starts a run; in place of the program alone, a line of bash may be given in which `$0` is the program.
  func start(_ arguments: String..., by line: String = "exec \"$0\" \"$@\"") throws -> any ChildProcess {
    let request = ProcessRequest(
      executable: "/bin/bash",
      arguments: ["bash", "-c", line, Program.path, "--headless", "--output", "live"] + arguments,
      workingDirectory: place.project,
      environment: Program.variables(home: place.home, ["SWTOX_FAULT_MARK": place.home]))
    return try Program.host.processes.start(request) { [output] in output.append($0) }
  }

  /// Starts a run and waits until its commands have written a text.
  func started(_ arguments: String..., text: String = "│ up") async throws -> any ChildProcess {
    let child = try start()
    try await until(text, in: { output.text })
    return child
  }

  /// Waits for the end of a run; after five minutes all of it is killed, so that a test that fails does not hang.
  func ending(of run: any ChildProcess) async -> ProcessReport.Ending {
    await withDiscardingTaskGroup { group in
      group.addTask {
        do { try await Program.host.clock.sleep(for: .seconds(300)) } catch { return }  // the run has ended
        self.killAll()
      }
      let report = await run.report()
      group.cancelAll()
      return report.ending
    }
  }

  private func killAll() {
    for process in living() { kill(process.processID, SIGKILL) }
  }

  /// The processes of this scene that live, with their names.
  func living() -> [(processID: Int32, name: String)] {
    let files = Program.host.files
    let names = (try? files.list("/proc")) ?? []  // without a process table there is nothing to see
    return names.compactMap(Int32.init).compactMap { processID in
      // A process that has just ended has no variables any more.
      guard let variables = try? files.read("/proc/\(processID)/environ"),
        String(decoding: variables, as: UTF8.self).split(separator: "\0").contains(where: { $0 == mark }),
        let name = try? files.read("/proc/\(processID)/comm")
      else { return nil }
      return (processID, String(decoding: name.dropLast(), as: UTF8.self))
    }
  }

  /// The numbers of this scene's processes of a name.
  func processIDs(named name: String) -> [Int32] { living().filter { $0.name == name }.map(\.processID) }

  /// Returns when no process of this scene lives any more.
  func waitUntilNothingIsLeft() async throws {
    try await until("nothing", in: { living().isEmpty ? "nothing" : "\(living())" })
  }
}
