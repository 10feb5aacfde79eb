/// The Pythons of the machine, as far as they were looked for.
package struct PythonInstallations: Sendable {
  /// The path of the Python that the program goes by where nothing asks for another.
  package var host: String?
  /// In order of preference: as PATH has them, pyenv's in the place of its shims or last.
  package var interpreters: [Interpreter]
  /// The interpreters behind absolute paths that a configuration names.
  private var namedInterpreters: [String: Interpreter]

  package init(host: String? = nil, interpreters: [Interpreter] = [], named: [String: Interpreter] = [:]) {
    self.host = host
    self.interpreters = interpreters
    namedInterpreters = named
  }

  /// The interpreter at an absolute path.
  package func named(_ path: String) -> Interpreter? {
    namedInterpreters[path] ?? interpreters.first { $0.path == path }
  }

  /// The best interpreter for a factor; released ones before candidates.
  package func interpreter(for factor: PythonFactor) -> Interpreter? {
    let fitting = interpreters.filter { $0.satisfies(factor) }
    return fitting.first { !$0.isPrerelease } ?? fitting.first
  }

  /// The interpreter for the first of some items of `base_python` that is there: paths and specifications.
  package func find(_ wanted: [String]) -> Interpreter? {
    for item in wanted {
      if item.hasPrefix("/") {
        if let found = named(item) { return found }
      } else if let factor = PythonFactor(item), let found = interpreter(for: factor) {
        return found
      }
    }
    return nil
  }
}
