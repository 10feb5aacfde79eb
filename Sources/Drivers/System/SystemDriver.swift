package import EnvironmentModel
package import Planning
import RunModel

/// Environments that are there already: the calling one, a virtual environment, a conda prefix.
///
/// They are neither made nor removed. A package goes in where the environment's own `package` asks for it; `deps` are
/// left to whoever made the environment.
package struct SystemDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .system }
  package var tools: [Tool] { ContainerEngine.tools }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let place = AttachedPlace(environment, context)
    if let inside = place.inside {
      return AttachedSystem(environment: environment, context: context, place: inside, words: place.words).steps(
        packages)
    }
    if let problem = place.problem {
      return [StepDraft(.createEnvironment, problem.disposition, reason: problem.reason)]
    }
    let note = environment.dependencies.isEmpty ? "" : "; its deps are left to it"
    var drafts = [StepDraft(.createEnvironment, .reuse, reason: "existing: \(place.words)\(note)")]
    if let installation = place.installation(packages) { drafts.append(installation) }
    let hasCommands = ["commands_pre", "commands", "commands_post"].contains { !environment.commands($0).isEmpty }
    if !context.options.skipsCommands, hasCommands {
      drafts.append(
        CommandsRecipe(
          environment, context, variables: { place.variables }, programs: place.programs, surveying: place.folder
        ).draft())
    }
    return drafts
  }
}

/// The existing environment that one of kind `system` stands for.
struct AttachedPlace {
  private let environment: Environment
  private let context: PlanningContext
  /// As the configuration names it; empty for the calling environment.
  private let attached: String

  init(_ environment: Environment, _ context: PlanningContext) {
    self.environment = environment
    self.context = context
    attached = environment.text("attach")
  }

  private var directory: String { environment.directory }
  private var form: Attachment { attached.isEmpty ? .calling : context.observation.attachments[attached] ?? .missing }

  /// The place in words.
  var words: String {
    switch form {
    case .calling: "the calling environment"
    case .virtualEnvironment: "virtual environment \(attached)"
    case .conda: "conda prefix \(attached)"
    case .root: "root folder \(attached)"
    case .container: "container \(containerName)"
    case .prefix, .missing: attached
    }
  }

  private var containerName: String {
    attached.split(separator: "/").last.map { String($0.dropFirst("container:".count)) } ?? ""
  }

  /// The system of its own that it is; `nil` where it is one of the machine's folders.
  var inside: AttachedSystem.Place? {
    switch form {
    case .root: .root(attached)
    case .container: .container(containerName)
    default: nil
    }
  }

  /// Where it lies; `nil` for the calling environment, which may be anywhere.
  var folder: String? { form == .calling ? nil : attached }

  /// Why nothing can run there; `nil` when it can.
  var problem: (disposition: Step.Disposition, reason: String)? {
    if case .missing = form {
      let reason = "'attach = \(attached)': there is no environment"
      return (.unavailable(reason), reason)
    }
    return nil
  }

  // MARK: Commands

  /// What commands see: the environment's own variables, and its programs first.
  var variables: [String: String] {
    var variables = CommandVariables.of(environment, in: context)
    let caller = context.observation.variables
    for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] { variables[name] = nil }
    switch form {
    case .calling:
      // What the caller has activated stays so.
      variables["PATH"] = caller["PATH"] ?? variables["PATH"]
      for name in ["VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV"] { variables[name] = caller[name] }
    case .conda: variables["CONDA_PREFIX"] = attached
    case .virtualEnvironment: variables["VIRTUAL_ENV"] = attached
    case .prefix, .root, .container, .missing: break
    }
    if form != .calling {
      let path = caller["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
      variables["PATH"] = "\(attached)/bin:\(path)"
    }
    return variables
  }

  /// The calling environment has whatever is on PATH.
  var programs: CommandAction.Programs {
    form == .calling
      ? .any : .restricted(folders: [attached], patterns: environment.allowedExternals)
  }

  // MARK: Packages

  /// The step that installs packages; `nil` when none are asked for.
  func installation(_ packages: [PackageInstallation]) -> StepDraft? {
    if packages.isEmpty { return nil }
    // The one that its commands find too, be it by a shim.
    let python = form == .calling ? "python3" : "\(attached)/bin/python"
    let setup = VirtualenvSetup(into: python, environment: environment, context: context, packages: packages)
    var draft = setup.installation(isNew: false)
    // Whoever reads a plan is to see that something which is not ours gets changed.
    if case .perform = draft?.disposition {
      draft?.reason += " into \(form == .calling ? "\(words), by \(python)" : words)"
    }
    return draft
  }
}
