import EnvironmentModel
import SourceText

/// What a script says of itself in its comments: PEP 723.
struct ScriptMetadata: Hashable {
  /// Why what a script says cannot be used, as a sentence.
  struct Fault: Error, Hashable {
    var message: String
  }

  /// The versions of Python that it is for; `nil` where it does not say.
  var requiredPython: String?
  var dependencies: [String] = []

  /// Reads the block of type `script`; a script without one needs nothing.
  ///
  /// - Parameter path: The script, as people are told of it.
  init(_ bytes: [UInt8], path: String) throws(Fault) {
    let file = SourceFile(path: path, bytes: bytes)
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      throw Fault(message: "invalid inline script metadata in \(path): it is not UTF-8")
    }
    let blocks = Self.blocks(in: text)
    if blocks.count > 1 {
      throw Fault(
        message: "invalid inline script metadata in \(path): multiple [script] metadata blocks found in script")
    }
    guard let block = blocks.first else { return }
    let table: TOMLTable
    do throws(DiagnosticError) {
      table = try TOMLReader.read(SourceFile(path: path, bytes: Array(block.utf8)))
    } catch {
      throw Fault(message: "invalid inline script metadata in \(path): \(error.diagnostics.first?.message ?? "")")
    }
    if let value = table["requires-python"] {
      guard case .string(let text) = value.content else {
        throw Fault(message: "invalid inline script metadata in \(path): requires-python must be a string")
      }
      requiredPython = text
    }
    guard let value = table["dependencies"] else { return }
    guard case .array(let items) = value.content else {
      throw Fault(message: "invalid dependencies in \(path): expected a list")
    }
    for item in items {
      guard case .string(let text) = item.content, RequirementSyntax.fault(of: text) == nil else {
        throw Fault(message: "invalid dependency in \(path): it is no requirement")
      }
      dependencies.append(text)
    }
  }

  /// The texts of the blocks of type `script`: lines of comments between `# /// script` and the last `# ///` among them.
  private static func blocks(in text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.last == "\r" ? line.dropLast() : line
    }
    var blocks: [String] = []
    var place = 0
    while place < lines.count {
      guard lines[place].hasPrefix("# /// "), lines[place].dropFirst(6).allSatisfy(isOfType) else {
        place += 1
        continue
      }
      let comments = lines[(place + 1)...].prefix { $0 == "#" || $0.hasPrefix("# ") }
      guard let end = comments.lastIndex(of: "# ///") else {
        place += 1
        continue
      }
      if lines[place] == "# /// script" {
        blocks.append(lines[(place + 1)..<end].map { $0.dropFirst(2) + "\n" }.joined())
      }
      place = end + 1
    }
    return blocks
  }

  private static func isOfType(_ sign: Character) -> Bool {
    sign.isASCII && (sign.isLetter || sign.isNumber || sign == "-")
  }

  /// Whether a version fulfils a list of conditions such as `>=3.9,<4`; true for those whose numbers cannot be told.
  static func version(_ version: [Int], fulfils conditions: String) -> Bool {
    let text = version.map(String.init).joined(separator: ".")
    return conditions.split(separator: ",").allSatisfy { condition in
      let condition = trimmed(condition)
      let comparison = condition.prefix { "<>=!~".contains($0) }
      return EnvironmentMarker.compareVersions(
        text, String(comparison), String(trimmed(condition.dropFirst(comparison.count))))
    }
  }
}
