import EnvironmentModel
package import Host
package import Planning

/// Finds the program of a command and says whether it may run.
package struct ProgramSearch {
  private let files: any FileHost

  package init(files: any FileHost) { self.files = files }

  /// Why a program cannot run; the sentence says what to do.
  package struct Refusal: Error {
    package var reason: String
    /// Whether it is not for want of a file of that name; a command that is merely missing may be one whose end does not matter.
    package var isThere = false

    /// A refusal for a reason; `isThere` says whether there is a file of that name.
    package init(reason: String, isThere: Bool = false) {
      self.reason = reason
      self.isThere = isThere
    }
  }

  /// The absolute path of the program that a command's first word means.
  package func path(of program: String, for action: CommandAction) throws(Refusal) -> String {
    if program == "-" || program == "!" {
      throw Refusal(
        reason: "'\(program)' stands before a command, and a command has one such mark alone", isThere: true)
    }
    guard let found = find(program, action) else {
      if let refusal = unrunnable(program, action) { throw refusal }
      let place = if case .restricted = action.programs { "in the environment or on PATH" } else { "on PATH" }
      throw Refusal(reason: "there is no program '\(program)' \(place); is it among the deps?")
    }
    guard isAllowed(found, program, action.programs) else {
      throw Refusal(
        reason: "'\(program)' is outside the environment (\(found)); add '\(program)' to allowlist_externals",
        isThere: true)
    }
    return found
  }

  private func find(_ program: String, _ action: CommandAction) -> String? {
    if program.contains("/") {
      let path = program.hasPrefix("/") ? program : "\(action.workingDirectory)/\(program)"
      return files.isExecutableFile(path) ? path : nil
    }
    let folders = (action.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.lazy.map { "\($0)/\(program)" }.first(where: files.isExecutableFile)
  }

  /// What is there under a path and cannot be run; `nil` where nothing is, and for names without a folder.
  private func unrunnable(_ program: String, _ action: CommandAction) -> Refusal? {
    guard program.contains("/") else { return nil }
    let path = program.hasPrefix("/") ? program : "\(action.workingDirectory)/\(program)"
    switch files.status(path)?.kind {
    case .directory: return Refusal(reason: "'\(program)' is a folder and cannot be run", isThere: true)
    case .file: return Refusal(reason: "'\(program)' is not executable; 'chmod +x' makes it so", isThere: true)
    case .other: return Refusal(reason: "'\(program)' is no file that can be run", isThere: true)
    case nil:
      return Refusal(reason: "there is no program '\(program)'; its path is taken from '\(action.workingDirectory)'")
    }
  }

  private func isAllowed(_ path: String, _ name: String, _ programs: CommandAction.Programs) -> Bool {
    guard case .restricted(let folders, let patterns) = programs else { return true }
    if folders.contains(where: { path.hasPrefix($0 + "/") }) { return true }
    return patterns.contains { pattern in
      let pattern = WildcardPattern(pattern)
      return pattern.matches(name) || pattern.matches(path)
    }
  }
}
