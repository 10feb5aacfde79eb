import EnvironmentModel
import ProjectConfiguration
import SourceText

/// Values of options from variables `TOX_…` and the user's configuration file.
struct ToxDefaults {
  let variables: [String: String]
  /// The `[tox]` section of the user's file.
  let file: ConfigurationSection?
  /// Messages about values that are none.
  private(set) var warnings: [String] = []

  init(variables: [String: String], file: ConfigurationSection?) {
    self.variables = variables
    self.file = file
  }

  /// Gives options that the command line leaves out what these say.
  mutating func apply(to arguments: inout ToxArguments) {
    let chosen = ["env", "labels", "factors"].filter(arguments.isGiven)
    for option in ToxOption.all where option.commands.contains(arguments.command) {
      let destination = option.destination
      let isGiven = arguments.isGiven(destination) && destination != "override"
      guard !isGiven, destination != "help", destination != "version" else { continue }
      guard let (text, isVariable) = text(of: destination) else { continue }
      // A choice that others rule out leaves variables for the same without effect.
      if ["env", "labels", "factors"].contains(destination), !chosen.isEmpty { continue }
      guard let values = values(of: option, text, isVariable) else { continue }
      if destination == "override" {
        arguments.putBefore(destination, values)
      } else {
        arguments.setDefault(destination, values)
      }
    }
  }

  private func text(of destination: String) -> (text: String, isVariable: Bool)? {
    let name = destination.uppercased()
    for variable in ["TOX_\(name)", "TOX\(name)"] {
      if let text = variables[variable] { return (text, true) }
    }
    return file?[destination].map { ($0.text, false) }
  }

  private mutating func values(of option: ToxOption, _ text: String, _ isVariable: Bool) -> [[String]]? {
    switch option.arity {
    case .none:
      switch trimmed(text[...]).lowercased() {
      case "true", "1", "yes", "on": return [[]]
      case "false", "0", "no", "off", "": return nil
      default:
        warnings.append(
          "env var TOX_\(option.destination.uppercased())='\(text)' cannot be transformed to <class 'bool'>")
        return nil
      }
    case .counted:
      guard let count = Int(trimmed(text[...])) else { return nil }
      // The number is the level itself, which is two where nobody says more or less.
      let more = option.destination == "verbose" ? count - 2 : count
      return more > 0 ? Array(repeating: [], count: more) : nil
    case .one, .optional:
      if option.appends, option.destination == "override" {
        return text.split(separator: isVariable ? ";" : "\n").map { [String(trimmed($0))] }
      }
      return text.isEmpty ? nil : [[text]]
    case .many:
      let items = text.split(separator: isVariable ? ";" : "\n").map { String(trimmed($0)) }.filter { !$0.isEmpty }
      if items.isEmpty { return nil }
      return option.appends
        ? items.map { $0.split(separator: ",").map { String(trimmed($0)) } } : [items]
    }
  }
}
