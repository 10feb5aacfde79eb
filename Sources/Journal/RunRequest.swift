package import EnvironmentModel

/// How a run was asked for, beyond its environments: enough to show it, and to ask for it again.
package struct RunRequest: Hashable, Sendable {
  /// How many steps run at once.
  package var jobCount: Int
  /// The options of the command line that change the plan, as words: `--recreate`.
  package var options: [String]
  /// What `-x` set.
  package var overrides: [String]
  /// What stands for `{posargs}`; `nil` where nothing was given.
  package var arguments: [String]?
  /// Whether secrets among these words were masked, so that the run cannot be asked for again by them.
  package var isMasked = false
  /// The absolute paths that the command line named: the configuration or its folder, and the folders to work in and to
  /// start from; `nil` where it named none.
  package var configuration: String?
  package var workDirectory: String?
  package var root: String?

  package init(jobCount: Int, options: [String] = [], overrides: [String] = [], arguments: [String]? = nil) {
    self.jobCount = jobCount
    self.options = options
    self.overrides = overrides
    self.arguments = arguments
  }

  /// As the value of a field.
  func write(to writer: inout JSONWriter) {
    writer.field("jobs", jobCount)
    if !options.isEmpty { writer.field("options", options) }
    if !overrides.isEmpty { writer.field("overrides", overrides) }
    if let arguments { writer.field("arguments", arguments) }
    if let configuration { writer.field("conf", configuration) }
    if let workDirectory { writer.field("workdir", workDirectory) }
    if let root { writer.field("root", root) }
    if isMasked { writer.field("masked", true) }
  }

  /// The same without secrets.
  package func masked(by mask: SecretMask) -> RunRequest {
    if mask.isEmpty { return self }
    var request = self
    request.overrides = overrides.map(mask.masked)
    request.arguments = arguments?.map(mask.masked)
    request.isMasked = request != self
    return request
  }

  init(_ reader: inout JSONReader) throws(JSONError) {
    self.init(jobCount: 1)
    try reader.object { (reader, key) throws(JSONError) in
      switch key {
      case "jobs": jobCount = try reader.integer()
      case "options": options = try reader.strings()
      case "overrides": overrides = try reader.strings()
      case "arguments": arguments = try reader.strings()
      case "masked": isMasked = try reader.boolean()
      case "conf": configuration = try reader.string()
      case "workdir": workDirectory = try reader.string()
      case "root": root = try reader.string()
      default: try reader.skipValue()
      }
    }
  }
}
