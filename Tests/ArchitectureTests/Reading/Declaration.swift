/// A declaration found in the tokens of a file: its modifiers, its keyword and the extent of its body.
struct Declaration {
  enum Kind: Hashable {
    case function, initializer, deinitializer, subscripting, variable, type, protocolType, typeExtension, typeAlias
  }

  let kind: Kind
  /// The first identifier after the keyword; empty for initializers and the like.
  let name: String
  let modifiers: Set<String>
  /// The line of the first attribute or modifier, from one.
  let firstLine: Int
  /// The line of the keyword, from one.
  let line: Int
  /// The token index of the keyword.
  let position: Int
  /// Token indices of the braces around the body, if it has one.
  let body: ClosedRange<Int>?

  var isVisibleToOtherModules: Bool { !modifiers.isDisjoint(with: ["package", "public", "open"]) }
  var isTypeOrExtension: Bool { [.type, .protocolType, .typeExtension].contains(kind) }

  func encloses(_ other: Declaration) -> Bool { body?.contains(other.position) ?? false }
}

extension LexedSource {
  private static let keywords: [String: Declaration.Kind] = [
    "func": .function, "init": .initializer, "deinit": .deinitializer, "subscript": .subscripting, "var": .variable,
    "struct": .type, "class": .type, "enum": .type, "actor": .type, "protocol": .protocolType,
    "extension": .typeExtension, "typealias": .typeAlias,
  ]

  private static let modifierWords: Set = [
    "package", "public", "open", "internal", "private", "fileprivate", "static", "class", "final", "mutating",
    "nonmutating", "consuming", "borrowing", "override", "convenience", "required", "nonisolated", "isolated",
    "indirect", "lazy", "weak", "unowned", "dynamic", "optional", "prefix", "postfix", "infix", "distributed",
  ]

  /// Every function, initializer, subscript, variable and type, in the order of the text.
  var declarations: [Declaration] {
    tokens.indices.compactMap(declaration(at:))
  }

  private func declaration(at index: Int) -> Declaration? {
    let word = tokens[index].text
    guard let kind = Self.keywords[word], isDeclaration(index, word) else { return nil }
    let start = startOfModifiers(before: index)
    let hasName = kind != .initializer && kind != .deinitializer && kind != .subscripting
    return Declaration(
      kind: kind, name: hasName && index + 1 < tokens.count ? tokens[index + 1].text : "",
      modifiers: Set(tokens[start..<index].map(\.text)), firstLine: tokens[start].line, line: tokens[index].line,
      position: index,
      body: body(after: index, of: kind))
  }

  /// Tells declarations from `.init(…)`, `self.init(…)`, `class func`, and names that happen to be keywords elsewhere.
  private func isDeclaration(_ index: Int, _ word: String) -> Bool {
    let previous = index > 0 ? tokens[index - 1].text : ""
    let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
    if previous == "." { return false }
    switch word {
    case "class": return !["func", "var", "let", "subscript", "{", ",", ">"].contains(next)
    case "actor": return next.first?.isUppercase == true
    case "init", "subscript": return ["(", "?", "<", "!"].contains(next)
    default: return true
    }
  }

  private func startOfModifiers(before index: Int) -> Int {
    var start = index
    while start > 0 {
      let text = tokens[start - 1].text
      if isModifier(text) {
        start -= 1
      } else if text == ")", let open = opening(start - 1), open > 0, isModifier(open - 1, upTo: start - 1) {
        start = open - 1
      } else {
        break
      }
    }
    return start
  }

  private func isModifier(_ text: String) -> Bool {
    text.hasPrefix("@") || Self.modifierWords.contains(text)
  }

  /// Whether a word with what stands in parentheses after it is a modifier, as `private(set)` is and a call is not.
  private func isModifier(_ word: Int, upTo close: Int) -> Bool {
    let inside = tokens[(word + 2)..<close].map(\.text)
    let arguments = [["set"], ["safe"], ["unsafe"], ["nonsending"]]
    return tokens[word].text.hasPrefix("@") || (isModifier(tokens[word].text) && arguments.contains(inside))
  }

  private func opening(_ close: Int) -> Int? {
    var depth = 0
    for index in stride(from: close, through: 0, by: -1) {
      if tokens[index].text == ")" { depth += 1 }
      if tokens[index].text == "(" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}

// MARK: - Bodies

extension LexedSource {
  /// The braces of the declaration whose keyword is at `keyword`; nil where the declaration ends without any.
  private func body(after keyword: Int, of kind: Declaration.Kind) -> ClosedRange<Int>? {
    var index = keyword + 1
    while index < tokens.count {
      switch tokens[index].text {
      case "(", "[":
        guard let close = closing(index) else { return nil }
        index = close
      case "{":
        return closing(index).map { index...$0 }
      case "}", ";":
        return nil
      case "=" where kind == .variable:
        return nil
      default:
        if endsDeclaration(before: index, after: keyword) { return nil }
      }
      index += 1
    }
    return nil
  }

  /// Whether a line break before `index` ends the declaration: neither side of it asks for more.
  private func endsDeclaration(before index: Int, after keyword: Int) -> Bool {
    let previous = tokens[index - 1]
    guard index - 1 > keyword, tokens[index].line > previous.line else { return false }
    let continuing: Set = ["{", "-", "where", "throws", "async", "rethrows", ":", ".", "&", ",", "==", "="]
    let expecting: Set = [",", "where", ":", "&", "=", ".", "->"]
    let arrow = index > 1 && previous.text == ">" && tokens[index - 2].text == "-"
    return !continuing.contains(tokens[index].text) && !expecting.contains(previous.text) && !arrow
  }
}
