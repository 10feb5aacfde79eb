/// A sequence of tokens that the house rules forbid, and where it is allowed all the same.
struct ForbiddenSequence: Sendable {
  let tokens: [String]
  let reason: String
  var allowedModules: Set<String> = []

  static let all: [ForbiddenSequence] = [
    ForbiddenSequence(tokens: ["try", "!"], reason: "'try!': handle the error, or state a precondition"),
    ForbiddenSequence(tokens: ["as", "!"], reason: "'as!': use 'as?'"),
    ForbiddenSequence(tokens: ["fatalError", "("], reason: "'fatalError': state a precondition with its reason"),
    ForbiddenSequence(
      tokens: ["@unchecked", "Sendable"], reason: "'@unchecked Sendable': use 'Mutex'",
      allowedModules: ["NcursesTerminal"]),
    ForbiddenSequence(
      tokens: ["nonisolated", "(", "unsafe", ")"], reason: "'nonisolated(unsafe)': use 'Mutex'",
      allowedModules: ["NcursesTerminal"]),
    ForbiddenSequence(tokens: ["Task", ".", "detached"], reason: "'Task.detached': use a task group"),
  ]
}

/// Forbidden sequences, tasks without a group, empty `catch` blocks, and work left to do that no issue knows of.
func forbiddenViolations(in file: SourceFile) -> [Violation] {
  sequenceViolations(in: file) + taskViolations(in: file) + emptyCatchViolations(in: file)
    + unfinishedViolations(in: file)
}

private func sequenceViolations(in file: SourceFile) -> [Violation] {
  ForbiddenSequence.all.filter { !$0.allowedModules.contains(file.module) }.flatMap { rule in
    file.code.indices(of: rule.tokens).map { file.violation(file.code.tokens[$0].line, rule.reason) }
  }
}

/// `Task {` and `Task(…)`, with a type for its result or without; tests and one module may start tasks so.
private func taskViolations(in file: SourceFile) -> [Violation] {
  guard file.module != "SwtoxCommand", !file.isTest else { return [] }
  let tokens = file.code.tokens
  return file.code.indices(of: ["Task"]).compactMap { index in
    guard index == 0 || !["extension", "."].contains(tokens[index - 1].text) else { return nil }
    var next = index + 1
    if next < tokens.count, tokens[next].text == "<" {
      next = (tokens[next...].firstIndex { $0.text == ">" } ?? next) + 1
    }
    guard next < tokens.count, ["{", "("].contains(tokens[next].text) else { return nil }
    return file.violation(tokens[index].line, "'Task {': use a task group")
  }
}

/// A `catch` whose braces hold nothing but perhaps a comment.
private func emptyCatchViolations(in file: SourceFile) -> [Violation] {
  let tokens = file.code.tokens
  return file.code.indices(of: ["catch"]).compactMap { start in
    guard let open = tokens[start...].firstIndex(where: { $0.text == "{" }) else { return nil }
    guard open + 1 < tokens.count, tokens[open + 1].text == "}" else { return nil }
    return file.violation(tokens[start].line, "empty 'catch': the error must go somewhere")
  }
}

/// Comments that mark work left to do on a line that names no issue by `#` and its number.
private func unfinishedViolations(in file: SourceFile) -> [Violation] {
  file.code.comments.filter { comment in
    (comment.text.contains("TODO") || comment.text.contains("FIXME")) && !comment.text.contains(/#[0-9]/)
  }.map { file.violation($0.line, "work left to do without the number of an issue") }
}
