/// A file that declares nothing of the name it bears.
///
/// The name is what stands before `+` or `.swift`. A type, an extension, an alias or a function of that name will do,
/// functions in lower case too. `main.swift` is exempt, as the compiler chose its name.
func fileNameViolations(in file: SourceFile) -> [Violation] {
  let name = String(file.name.split(separator: "+").first ?? "")
  guard file.isSwift, name != "main" else { return [] }
  let function = name.prefix(1).lowercased() + name.dropFirst()
  let named = file.code.declarations.contains { declaration in
    switch declaration.kind {
    case .type, .protocolType, .typeExtension, .typeAlias:
      declaration.name == name || extends(declaration, name, in: file)
    case .function: declaration.name == name || declaration.name == function
    case .initializer, .deinitializer, .subscripting, .variable: false
    }
  }
  return named ? [] : [file.violation(1, "no type, extension or function here is named '\(name)'")]
}

/// Whether it extends a type nested in others, as in `extension Outer.Name`.
private func extends(_ declaration: Declaration, _ name: String, in file: SourceFile) -> Bool {
  guard declaration.kind == .typeExtension, let body = declaration.body else { return false }
  return file.code.tokens[declaration.position..<body.lowerBound].prefix { $0.text != ":" }.contains { $0.text == name }
}
