package import Artifacts
package import EnvironmentModel
package import RunModel

/// Reads what programs for kinds of environments answer; nothing is believed that is not checked.
package enum ExternalAnswer {
  /// The answers of lines by their numbers.
  ///
  /// - Throws: That a line is none, or that a question has none or two.
  package static func answers(
    _ lines: [String], to ids: ClosedRange<Int>
  ) throws(ExternalKindFault) -> [Int: Result<JSONValue, ExternalKindFault>] {
    var answers: [Int: Result<JSONValue, ExternalKindFault>] = [:]
    for line in lines {
      let value: JSONValue
      do throws(JSONSyntaxError) { value = try JSONValueReader.value(of: Array(line.utf8)) } catch {
        throw ExternalKindFault("writes what is no JSON (\(error.message)): \(shortened(line))")
      }
      guard let id = value["id"]?.integer else {
        throw ExternalKindFault("answers without the 'id' of a question: \(shortened(line))")
      }
      guard ids.contains(id) else { throw ExternalKindFault("answers question \(id), which nobody asked") }
      guard answers[id] == nil else { throw ExternalKindFault("answers question \(id) twice") }
      if let error = value["error"]?.string {
        answers[id] = .failure(ExternalKindFault("says: \(error)"))
      } else if let answer = value["answer"], answer.object != nil {
        answers[id] = .success(answer)
      } else {
        throw ExternalKindFault("gives neither an 'answer' nor an 'error' to question \(id)")
      }
    }
    if let missing = ids.first(where: { answers[$0] == nil }) {
      throw ExternalKindFault("has no answer to question \(missing), only to \(answers.count) of \(ids.count)")
    }
    return answers
  }

  private static func shortened(_ line: String) -> String {
    line.count > 120 ? "\(line.prefix(120))…" : line
  }

  // MARK: Descriptions

  /// What a kind says of itself.
  ///
  /// - Parameter name: The kind's name, which it has to know.
  package static func description(
    _ answer: JSONValue, of name: String
  ) throws(ExternalKindFault) -> ExternalKindDescription {
    let reader = ExternalFields(answer, in: "its description")
    let version = try reader.integer("protocol")
    guard version == ExternalRequest.protocolVersion else {
      throw ExternalKindFault(
        "speaks version \(version) of the protocol, and this swtox version \(ExternalRequest.protocolVersion)")
    }
    let own = try reader.text("kind")
    guard own == name else { throw ExternalKindFault("says that it is of kind '\(own)'") }
    var accepts: Set<ArtifactForm> = []
    for word in try reader.texts("accepts") {
      guard let form = ArtifactForm(rawValue: word) else {
        throw ExternalKindFault("accepts '\(word)', which no package is")
      }
      accepts.insert(form)
    }
    let words = try reader.optionalText("words")
    let isReady = try reader.flag("ready")
    if !isReady, words.isEmpty { throw ExternalKindFault("is not ready, and does not say in 'words' why") }
    return ExternalKindDescription(
      version: try reader.optionalText("version"), description: try reader.optionalText("description"),
      accepts: accepts, settings: try reader.dictionary("settings"),
      readiness: isReady ? .ready(words) : .missing(words), tools: try tools(reader))
  }

  private static func tools(_ reader: ExternalFields) throws(ExternalKindFault) -> [ExternalKindDescription.Tool] {
    var tools: [ExternalKindDescription.Tool] = []
    for value in try reader.array("tools") {
      let tool = ExternalFields(value, in: "a tool")
      tools.append(
        .init(
          name: try tool.text("name"), path: try tool.optionalText("path"), version: try tool.optionalText("version"),
          installation: try tool.optionalText("installation")))
    }
    return tools
  }

  // MARK: Steps

  /// How a step of an environment is done.
  package static func step(
    _ answer: JSONValue, named name: String, of environment: Environment
  ) throws(ExternalKindFault) -> ExternalStep {
    let reader = ExternalFields(answer, in: "its recipe for '\(name)'")
    if let reason = answer["unavailable"] { return .unavailable(try reader.sentence(reason, "unavailable")) }
    if let reason = answer["invalid"] { return .invalid(try reader.sentence(reason, "invalid")) }
    if answer["nothing"] == .boolean(true) { return .nothing }
    let marks = try reader.texts("marks")
    for path in marks where !path.hasPrefix("/") {
      throw ExternalKindFault("has a mark that is no absolute path in \(reader.place): '\(path)'")
    }
    let fingerprint = try reader.texts("fingerprint")
    guard fingerprint.allSatisfy({ !$0.utf8.contains(UInt8(ascii: "\n")) }) else {
      throw ExternalKindFault("has a line break in a line of the fingerprint in \(reader.place)")
    }
    return .perform(
      fingerprint: fingerprint, actions: try ExternalActionReader(environment, reader).actions("actions"), marks: marks)
  }

  /// What an environment's commands find.
  package static func commands(
    _ answer: JSONValue, of environment: Environment
  ) throws(ExternalKindFault) -> ExternalCommands {
    let reader = ExternalFields(answer, in: "its recipe for 'commands'")
    let path = try reader.texts("path")
    for folder in path where !folder.hasPrefix("/") || folder.contains(":") {
      throw ExternalKindFault("has a folder that is no absolute path in 'path' of \(reader.place): '\(folder)'")
    }
    let programs = try reader.optionalText("programs")
    guard ["", "own", "any"].contains(programs) else {
      throw ExternalKindFault("has '\(programs)' for 'programs' in \(reader.place), which is 'own' or 'any'")
    }
    let actions = ExternalActionReader(environment, reader)
    return ExternalCommands(
      variables: try reader.dictionary("variables"), path: path, allowsAnyProgram: programs == "any",
      before: try actions.actions("before"), after: try actions.actions("after"))
  }

  /// All that it says of an environment.
  ///
  /// - Parameter answers: In the order of ``ExternalRequest/steps``.
  package static func environment(
    _ answers: [Result<JSONValue, ExternalKindFault>], _ environment: Environment
  ) throws(ExternalKindFault) -> ExternalEnvironment {
    func step(_ place: Int) throws(ExternalKindFault) -> ExternalStep {
      try Self.step(try answers[place].get(), named: ExternalRequest.steps[place], of: environment)
    }
    let create = try step(0)
    if create == .nothing { throw ExternalKindFault("does not say how an environment is made") }
    return ExternalEnvironment(
      create: create, dependencies: try step(1), package: try step(2),
      commands: try commands(try answers[3].get(), of: environment))
  }

  // MARK: Inspection

  /// What an environment is made of.
  package static func content(_ answer: JSONValue) throws(ExternalKindFault) -> EnvironmentContent {
    let reader = ExternalFields(answer, in: "its inspection")
    var packages: [EnvironmentContent.Package] = []
    for value in try reader.array("packages") {
      let package = ExternalFields(value, in: "a package")
      packages.append(.init(name: try package.text("name"), version: try package.optionalText("version")))
    }
    packages.sort()
    let text = packages.map { "\($0.name) \($0.version)\n" }.joined()
    return EnvironmentContent(
      interpreter: try reader.optionalText("interpreter"), tool: try reader.optionalText("tool"),
      packagesMark: packages.isEmpty ? "" : Digest.of(Array(text.utf8)), packages: packages.isEmpty ? nil : packages)
  }
}
