import EnvironmentModel
import Planning

/// The program that makes a Python say what it is, and the reading of its answer.
enum InterpreterProbe {
  /// Works on every Python from 2.7 on; prints one line of fields with tabs between them.
  static let program = """
    import os, sys
    try:
        import sysconfig
        free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    except Exception:
        free = False
    pip, folder = "", ""
    for path in sys.path:
        if not os.path.isdir(path):
            continue
        for name in os.listdir(path):
            if name.startswith("pip-") and name.endswith((".dist-info", ".egg-info")) and not pip:
                pip, folder = name.split("-")[1].replace(".dist", ""), path
    try:
        import venv
        has_venv = True
    except ImportError:
        has_venv = False
    try:
        import ensurepip
        has_pip_to_give = True
    except ImportError:
        has_pip_to_give = False
    name = getattr(getattr(sys, "implementation", None), "name", "cpython")
    if "__pypy__" in sys.builtin_module_names:
        name = "pypy"
    version = ".".join(str(part) for part in sys.version_info[:3])
    level = sys.version_info[3]
    fields = ["swtox-probe", name, version, level, str(free), pip, str(has_venv), str(has_pip_to_give), folder]
    sys.stdout.write("\\t".join(fields) + "\\n")
    """

  /// What a Python answered; `folder` is where its pip stands, whose change means a new look is due.
  struct Answer: Equatable {
    var implementation: PythonFactor.Implementation
    var version: [Int]
    var isPrerelease: Bool
    var isFreeThreaded: Bool
    var pipVersion: [Int]?
    var hasVenv: Bool
    var hasEnsurepip: Bool
    var folder: String

    /// Reads the line with the mark; `nil` when there is none.
    init?(output: String) {
      let lines = output.split(separator: "\n")
      guard let line = lines.first(where: { $0.hasPrefix("swtox-probe\t") }) else { return nil }
      self.init(fields: line.split(separator: "\t", omittingEmptySubsequences: false).dropFirst().map(String.init))
    }

    init?(fields: [String]) {
      guard fields.count >= 8, let implementation = PythonFactor.Implementation(rawValue: fields[0]) else { return nil }
      self.implementation = implementation
      version = Self.numbers(fields[1])
      isPrerelease = fields[2] != "final"
      isFreeThreaded = fields[3] == "True"
      pipVersion = fields[4].isEmpty ? nil : Self.numbers(fields[4])
      hasVenv = fields[5] == "True"
      hasEnsurepip = fields[6] == "True"
      folder = fields[7].hasSuffix("\r") ? String(fields[7].dropLast()) : fields[7]
      if version.count < 2 { return nil }
    }

    var fields: [String] {
      [
        implementation.rawValue, version.map(String.init).joined(separator: "."), isPrerelease ? "candidate" : "final",
        isFreeThreaded ? "True" : "False", (pipVersion ?? []).map(String.init).joined(separator: "."),
        hasVenv ? "True" : "False", hasEnsurepip ? "True" : "False", folder,
      ]
    }

    func interpreter(at path: String) -> Interpreter {
      Interpreter(
        path: path, implementation: implementation, version: version, isFreeThreaded: isFreeThreaded,
        isPrerelease: isPrerelease, pipVersion: pipVersion, hasVenv: hasVenv, hasEnsurepip: hasEnsurepip)
    }

    private static func numbers(_ text: String) -> [Int] {
      text.split(separator: ".").compactMap { part in Int(part.prefix { $0.isNumber }) }
    }
  }
}
