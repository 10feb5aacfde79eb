import EnvironmentModel
import SourceText

/// A `{package:NAME}` in a key of a package definition.
struct DefinitionReference {
  /// The definition in which it stands.
  var owner: String
  var key: String
  /// The definition that it speaks of.
  var name: String
  var span: SourceSpan

  /// The keys whose values are read once the artefacts are there.
  private static let keys = ["commands", "set_env", "config_settings"]

  /// Why it cannot stand there; `nil` where it can.
  ///
  /// - Parameter owner: The definition in which it stands.
  func refusal(in owner: PackageDefinition, _ definitions: Definitions) -> Diagnostic? {
    let place = "package definition '\(owner.name)'"
    if !Self.keys.contains(key) {
      return .error(
        "\(place): '{package:\(name)}' means nothing in '\(key)'", at: span,
        help: "it is a path in \(Self.keys.map { "'\($0)'" }.joined(separator: ", ")); write another value")
    }
    if name == owner.name {
      return .error(
        "\(place): '{package:\(name)}' is what it builds itself, which is not there yet", at: span,
        help: "name the file itself, or the definition that it is built from")
    }
    if definitions.package(named: name) == nil {
      let names = definitions.packages.map(\.name).filter { $0 != owner.name }
      let suggestion = closestMatch(to: name, among: names).map { "did you mean '{package:\($0)}'?" }
      return .error(
        "\(place): there is no package definition '\(name)'", at: span,
        help: suggestion ?? "write [packagedef:\(name)], or '\\{' where a brace is meant")
    }
    if !owner.dependencies.contains(name) {
      return .error(
        "\(place): '{package:\(name)}' is not among what it depends on", at: span,
        help: "write '\(name)' in its 'depends', so that it is there before")
    }
    return nil
  }

  /// The names in `{package:NAME}` that stand in other sections than those of package definitions, comments left out.
  ///
  /// - Complexity: O(*n*) in the size of the file.
  static func names(in document: ConfigurationDocument) -> Set<String> {
    let bytes = document.file.bytes
    let start = Array("{package:".utf8)
    let owner = document.dialect.packageDefinition("")
    let sections = document.sections.map { (place: $0.nameSpan.range.lowerBound, isOurs: $0.name.hasPrefix(owner)) }
      .sorted { $0.place < $1.place }
    var names: Set<String> = []
    var section = 0
    var isComment = false
    var isAtStart = true
    for place in bytes.indices {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\n") {
        (isComment, isAtStart) = (false, true)
      } else if isAtStart, byte != 0x20, byte != 0x09 {
        (isComment, isAtStart) = (byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";"), false)
      }
      guard byte == start[0], !isComment, bytes[place...].starts(with: start) else { continue }
      while section < sections.count, sections[section].place <= place { section += 1 }
      if section > 0, sections[section - 1].isOurs { continue }
      // No name is longer.
      let rest = bytes[(place + start.count)...].prefix(256)
      let name = rest.prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "\n") }
      names.insert(String(decoding: name, as: UTF8.self))
    }
    return names
  }
}
