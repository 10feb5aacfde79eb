import EnvironmentModel
import Planning
import RunModel

/// Why an environment cannot be made here; a sentence for people that says what to do.
struct MissingTool: Error, Hashable {
  var reason: String
  /// Whether it is the configuration that makes no sense, whatever is on the machine.
  private(set) var isMistake = false

  init(_ reason: String) { self.reason = reason }

  init(mistake reason: String) {
    self.reason = reason
    isMistake = true
  }

  /// That there is none of some programs.
  init(noneOf tools: [Tool], for purpose: String) {
    let names = tools.map { "'\($0.name)'" }
    let all = names.count == 1 ? "no \(names[0])" : "none of \(names.joined(separator: ", "))"
    reason = "\(purpose) needs what is not here: there is \(all) on PATH; install it with '\(tools[0].installation)'"
  }

  /// The only step of an environment without its interpreter: left out where the user or the configuration says so.
  func draft(for environment: Environment, in context: PlanningContext) -> StepDraft {
    if isMistake { return StepDraft(.createEnvironment, .invalid(reason), reason: reason) }
    var configured = context.project.skipsMissingInterpreters
    if case .boolean(let own) = environment["skip_missing_interpreters"]?.value { configured = own }
    let skips = context.options.skipsMissingInterpreters ?? configured
    return StepDraft(.createEnvironment, skips ? .skip(reason) : .unavailable(reason), reason: reason)
  }
}
