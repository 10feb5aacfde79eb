/// Declarations that other modules can see and that have no `///` directly above them.
///
/// Asked of types, functions, subscripts, properties computed over more than one line, what protocols require, and
/// initializers that do more than assign or delegate. Cases, stored properties, properties of one line and memberwise
/// initializers are exempt: the comment of their type, which is asked for, has room for them. So are members that a
/// protocol of the type requires and documents. Extensions are exempt, their members are not.
func documentationViolations(in file: SourceFile, conformances: Conformances) -> [Violation] {
  let declarations = file.code.declarations
  let types = declarations.filter(\.isTypeOrExtension)
  return declarations.compactMap { declaration in
    let parent = types.last { $0.position != declaration.position && $0.encloses(declaration) }
    let isRequirement = parent.map { $0.kind == .protocolType && $0.isVisibleToOtherModules } ?? false
    let name = memberName(declaration, in: file)
    guard declaration.isVisibleToOtherModules || isRequirement, needsComment(declaration, in: file),
      !(parent.map { conformances.require(name, of: $0.name) && !isRequirement } ?? false),
      !hasComment(declaration, in: file)
    else { return nil }
    let keyword = file.code.tokens[declaration.position].text
    let words = declaration.name.isEmpty ? keyword : "\(keyword) \(name)"
    return file.violation(declaration.line, "'\(words)' has no documentation comment")
  }
}

private func needsComment(_ declaration: Declaration, in file: SourceFile) -> Bool {
  switch declaration.kind {
  case .type, .protocolType, .function, .subscripting, .typeAlias: true
  case .variable: isComputedOverLines(declaration, in: file)
  case .initializer: !isMemberwise(declaration, in: file)
  case .deinitializer, .typeExtension: false
  }
}

/// Whether braces that do not hold observers follow a property, over more than one line.
private func isComputedOverLines(_ declaration: Declaration, in file: SourceFile) -> Bool {
  guard let body = declaration.body else { return false }
  let tokens = file.code.tokens
  let isObserved = ["didSet", "willSet"].contains(tokens[body.lowerBound + 1].text)
  return !isObserved && tokens[body.lowerBound].line != tokens[body.upperBound].line
}

/// Whether every line of an initializer's body assigns to a property, or the body calls another initializer.
private func isMemberwise(_ declaration: Declaration, in file: SourceFile) -> Bool {
  guard let body = declaration.body else { return false }
  let tokens = file.code.tokens[body].dropFirst().dropLast()
  let start = tokens.prefix(3).map(\.text)
  if start == ["self", ".", "init"], tokens.allSatisfy({ $0.line == tokens.first?.line }) { return true }
  return Dictionary(grouping: tokens, by: \.line).values.allSatisfy { line in
    let assigned = line.first?.text == "self" ? line.dropFirst(2) : line[...]
    return assigned.count > 2 && assigned.dropFirst().first?.text == "="
  }
}

/// Whether a `///` stands above the declaration or between its attributes.
private func hasComment(_ declaration: Declaration, in file: SourceFile) -> Bool {
  let first = max(declaration.firstLine - 1, 1)
  return file.lines[first - 1..<declaration.line - 1].contains { $0.drop { $0 == " " }.hasPrefix("///") }
}
