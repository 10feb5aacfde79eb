/// The most lines a Swift file may have.
let longestFile = 400
/// The most lines there may be between the braces of a function, an initializer or a computed property.
let longestBody = 40

/// A file that is too long, and bodies in it that are.
func sizeViolations(in file: SourceFile) -> [Violation] {
  let lineCount = file.lines.last?.isEmpty == true ? file.lines.count - 1 : file.lines.count
  let tooLong = lineCount > longestFile ? [file.violation(1, "\(lineCount) lines; at most \(longestFile)")] : []
  return tooLong + bodyViolations(in: file)
}

private func bodyViolations(in file: SourceFile) -> [Violation] {
  let kinds: Set<Declaration.Kind> = [.function, .initializer, .deinitializer, .subscripting, .variable]
  return file.code.declarations.filter { kinds.contains($0.kind) }.compactMap { declaration in
    guard let body = declaration.body else { return nil }
    let tokens = file.code.tokens
    let lineCount = tokens[body.upperBound].line - tokens[body.lowerBound].line - 1
    guard lineCount > longestBody else { return nil }
    let name = declaration.name.isEmpty ? tokens[declaration.position].text : declaration.name
    return file.violation(declaration.line, "the body of '\(name)' has \(lineCount) lines; at most \(longestBody)")
  }
}
