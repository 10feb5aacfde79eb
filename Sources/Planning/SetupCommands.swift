import EnvironmentModel
import RunModel

/// Commands of an environment that belong to how it is set up, and run with its own variables like all others.
///
/// `extra_setup_commands` run before the other commands, also where these are left out, and have to pass unless errors are
/// ignored; `recreate_commands` run in an environment that is about to be made anew, whatever becomes of them.
struct SetupCommands {
  /// How a driver plans an environment.
  typealias Driver = (Environment, PlanningContext) -> [StepDraft]

  private let environment: Environment
  private let context: PlanningContext

  init(_ environment: Environment, _ context: PlanningContext) {
    self.environment = environment
    self.context = context
  }

  /// The steps of a driver with these commands among them.
  func steps(by driver: Driver) -> [StepDraft] {
    var steps = driver(environment, context)
    var extra = environment.commands("extra_setup_commands")
    if context.options.listsDependencies, case .command(let list)? = environment["list_dependencies_command"]?.value {
      extra.append(list)
    }
    if !extra.isEmpty { steps = added(extra, to: steps, by: driver) }
    return recreated(steps, by: driver)
  }

  /// With commands before all others.
  private func added(_ extra: [CommandLine], to steps: [StepDraft], by driver: Driver) -> [StepDraft] {
    let isSkipped = context.options.skipsCommands
    let own = isSkipped ? [] : environment.commands("commands_pre")
    let commands = environment.ignoresErrors ? extra.map(\.withoutConsequence) : extra
    var values: [String: SettingValue] = ["commands_pre": .commands(commands + own)]
    if isSkipped { values.merge(["commands": .commands([]), "commands_post": .commands([])]) { $1 } }
    var context = context
    context.options.skipsCommands = false
    return driver(environment.replacing(values), context).map { draft in
      guard draft.kind == .runCommands, case .perform(let recipe) = draft.disposition else { return draft }
      var draft = draft
      draft.disposition = .perform(
        Recipe(stopsAtFailure: recipe.stopsAtFailure) {
          var parts = recipe.parts
          parts.preparation = Self.named(parts.preparation, "extra_setup_commands", count: extra.count)
          return parts
        })
      return draft
    }
  }

  /// The first commands among some actions under the name of another phase.
  private static func named(_ actions: [Action], _ phase: String, count: Int) -> [Action] {
    var left = count
    return actions.map { action in
      guard left > 0, case .run(var command) = action, command.phase.hasPrefix("commands") else { return action }
      left -= 1
      command.phase = phase
      return .run(command)
    }
  }

  /// With what an environment runs before it is made anew; nothing where there is none yet.
  private func recreated(_ steps: [StepDraft], by driver: Driver) -> [StepDraft] {
    let wanted = environment.commands("recreate_commands")
    let id = StepID(.environment(environment.name), .createEnvironment)
    guard !wanted.isEmpty, context.observation.stamps[id] != nil,
      let place = steps.firstIndex(where: { $0.kind == .createEnvironment }),
      case .perform(let recipe) = steps[place].disposition
    else { return steps }
    var context = context
    context.options.skipsCommands = false
    let values: [String: SettingValue] = [
      "commands_pre": .commands([]), "commands_post": .commands([]),
      "commands": .commands(wanted.map(\.withoutConsequence)),
    ]
    let drafts = driver(environment.replacing(values), context)
    guard case .perform(let running)? = drafts.first(where: { $0.kind == .runCommands })?.disposition else {
      return steps
    }
    var steps = steps
    steps[place].disposition = .perform(
      Recipe(stopsAtFailure: recipe.stopsAtFailure) {
        var parts = recipe.parts
        let commands = running.parts
        parts.preparation =
          commands.preparation.filter(\.isOfCommands)
          + Self.named(commands.main, "recreate_commands", count: wanted.count)
          + parts.preparation
        return parts
      })
    return steps
  }
}

extension CommandLine {
  /// The same where failures do not count.
  fileprivate var withoutConsequence: CommandLine {
    CommandLine(arguments: arguments, ignoresFailure: true, invertsResult: invertsResult)
  }
}

extension Action {
  /// Whether commands need it, and not what is told of them.
  fileprivate var isOfCommands: Bool {
    switch self {
    case .hold, .createDirectory: true
    default: false
    }
  }
}
