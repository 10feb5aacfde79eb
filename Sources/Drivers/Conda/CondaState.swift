import Artifacts

/// The file in which conda keeps the variables of an environment, `conda-meta/state`.
enum CondaState {
  static func text(_ variables: [String: String]) -> String {
    let members = variables.sorted { $0.key < $1.key }.map {
      "\(JSONValue.quoted($0.key)): \(JSONValue.quoted($0.value))"
    }
    return "{\"env_vars\": {\(members.joined(separator: ", "))}}\n"
  }
}
