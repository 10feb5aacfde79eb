import EnvironmentModel
import ProjectConfiguration
import SourceText

/// A machine with CPython 3.11 and 3.12.
let pythons = PythonInstallations(
  host: "/usr/bin/python3",
  interpreters: [
    Interpreter(path: "/usr/bin/python3", implementation: .cpython, version: [3, 11, 7]),
    Interpreter(path: "/usr/bin/python3.12", implementation: .cpython, version: [3, 12, 1]),
  ])

/// A configuration read from text for a test.
func configuration(
  _ text: String, variables: [String: String] = ["HOME": "/home/u"], posargs: [String]? = nil,
  files: [String: String] = [:], overrides: [String] = [], usesToxWording: Bool = false
) throws -> LoadedConfiguration {
  let document = try INIReader.read(SourceFile(path: "tox.ini", text: text))
  var context = ConfigurationContext(
    variables: variables, positionalArguments: posargs, overrides: try overrides.map { try ConfigurationOverride($0) },
    readFile: { path in files[path].map { Array($0.utf8) } })
  context.pythons = pythons
  context.usesToxWording = usesToxWording
  return try ProjectBuilder.build(document, path: "/p/tox.ini", context: context)
}

/// The variables of an environment without those that every environment has.
func variables(_ loaded: LoadedConfiguration, of name: String = "py311") -> [String] {
  let common: Set<String> = [
    "PIP_DISABLE_PIP_VERSION_CHECK", "PIP_USER", "PYTHONIOENCODING", "TOX_ENV_DIR", "TOX_ENV_NAME", "TOX_WORK_DIR",
    "VIRTUAL_ENV",
  ]
  let all = loaded.environment(EnvironmentName(name)).environment.variables
  return all.filter { !common.contains($0.name) }.map { "\($0.name)=\($0.value)" }
}

/// A value as the text that references would see.
func value(
  _ key: String, of name: String = "py311", _ text: String, variables: [String: String] = ["HOME": "/home/u"],
  posargs: [String]? = nil
) throws -> String {
  let loaded = try configuration(text, variables: variables, posargs: posargs)
  let setting = loaded.environment(EnvironmentName(name)).environment[key]
  if case .failure(let reason) = setting?.value { return "failure: \(reason)" }
  return setting?.value.referenceText ?? "no such key"
}
