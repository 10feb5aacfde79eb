import EnvironmentModel
import ProjectConfiguration
import SourceText

/// A configuration read from text for a test.
func configuration(
  _ text: String, variables: [String: String] = ["HOME": "/home/u"], posargs: [String]? = nil,
  files: [String: String] = [:], overrides: [String] = []
) throws -> LoadedConfiguration {
  let document = try INIReader.read(SourceFile(path: "tox.ini", text: text))
  let context = ConfigurationContext(
    variables: variables, positionalArguments: posargs, overrides: try overrides.map { try ConfigurationOverride($0) },
    readFile: { path in files[path].map { Array($0.utf8) } })
  return try ProjectBuilder.build(document, path: "/p/tox.ini", context: context)
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
