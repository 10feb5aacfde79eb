import EnvironmentModel

/// Which interpreters may make an environment: its name's factor beats `base_python`, by tox's rules.
struct InterpreterChoice {
  private let resolver: SettingResolver
  private let name: EnvironmentName

  init(_ resolver: SettingResolver) {
    self.resolver = resolver
    // What of the name counts here is what environments with the same values have in common.
    name = resolver.owner ?? EnvironmentName("")
  }

  private var ignoresConflict: Bool { resolver.resolution.core.flag("ignore_base_python_conflict") }

  /// What counts where `base_python` is not set.
  func fallback() throws(SubstitutionError) -> [String] {
    do throws(ConversionError) {
      if let factor = try Self.factor(of: name) { return [factor] }
    } catch {
      if !ignoresConflict { throw .conversion(error) }
    }
    guard case .list(let files) = try resolver.required("base_python_file"), !files.isEmpty else {
      guard case .list(let items) = try resolver.required("default_base_python") else { return [] }
      return items
    }
    return [try version(in: files)]
  }

  /// The items of `base_python`, which may not contradict the environment's name.
  func checked(_ items: [String], isSet: Bool) throws(SubstitutionError) -> [String] {
    let items = items.filter { !trimmed($0[...]).isEmpty }
    if isSet {
      if case .list(let files) = try resolver.required("base_python_file"), !files.isEmpty {
        throw .refused("cannot set both base_python and base_python_file")
      }
      if items.isEmpty {
        throw .refused("base_python for env \(name) is empty")
      }
    }
    let factor: String?
    do throws(ConversionError) {
      factor = try Self.factor(of: name)
    } catch {
      if ignoresConflict { return items }
      throw .conversion(error)
    }
    guard let factor, let wanted = PythonFactor(factor),
      let conflict = items.first(where: { conflicts($0, wanted) })
    else { return items }
    if ignoresConflict { return [factor] }
    throw .refused("env name \(name) conflicting with base python \(conflict)")
  }

  private func conflicts(_ item: String, _ wanted: PythonFactor) -> Bool {
    // Implementations have capital letters in their names.
    var given = PythonFactor(item.hasPrefix("/") ? item : item.lowercased())
    if item.hasPrefix("/") {
      guard let interpreter = resolver.context.pythons.named(item) else { return false }
      given = PythonFactor(
        implementation: interpreter.implementation, version: interpreter.version,
        isFreeThreaded: interpreter.isFreeThreaded)
    }
    guard let given else { return !wanted.version.isEmpty }
    let isOther = wanted.implementation != .any && given.implementation != wanted.implementation
    let hasVersion = given.version.count >= wanted.version.count && given.version.starts(with: wanted.version)
    return isOther || !hasVersion || (wanted.isFreeThreaded == true) != (given.isFreeThreaded == true)
  }

  // MARK: Names

  /// The factor of a name that says which interpreter it is for.
  ///
  /// - Throws: That there are several.
  static func factor(of name: EnvironmentName) throws(ConversionError) -> String? {
    let parts = name.factors.map(\.text)
    var found: [String] = []
    var index = 0
    while index < parts.count {
      let part = parts[index]
      index += 1
      if index < parts.count, part == "cpython" || part == "pypy", PythonFactorName.isVersion(parts[index]) {
        found.append(part == "pypy" ? "pypy\(parts[index])" : parts[index])
        index += 1
      } else if PythonFactorName.isInterpreter(part) || PythonFactorName.isVersion(part) {
        found.append(part)
      }
    }
    if found.count > 1 {
      throw .refused(
        "conflicting factors \(found.joined(separator: ", ")) in \(name)", help: "leave all but one of them out")
    }
    return found.first
  }

  // MARK: Files

  /// No version is longer, and no message should be.
  private static let lineLimit = 1024

  /// The version that the first file there names.
  private func version(in files: [String]) throws(SubstitutionError) -> String {
    for file in files {
      let path = FilePath.joined(file, to: resolver.resolution.core.text("tox_root"))
      guard let bytes = resolver.context.readFile(path) else { continue }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .refused("base_python_file: cannot read '\(file)'")
      }
      // A mark of the byte order is no part of it.
      let bare = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
      let raw = bare.split(whereSeparator: \.isNewline)
      if raw.contains(where: { $0.utf8.count > Self.lineLimit }) {
        throw .refused("base_python_file: a line of '\(file)' exceeds \(Self.lineLimit) characters")
      }
      let lines = raw.map(trimmed)
      guard let line = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else { continue }
      let word = line.lowercased()
      guard let factor = PythonFactor(word) ?? PythonFactor("py\(word)"), !factor.version.isEmpty else {
        throw .refused("base_python_file: '\(file)' does not contain a Python version specifier")
      }
      return String(line)
    }
    let shown = files.map { "'\($0)'" }.joined(separator: ", ")
    throw .refused("base_python_file: no valid Python version found in \(shown)")
  }

}
