package import EnvironmentModel
package import Planning
import RunModel

/// Builds sdists, wheels and editable wheels by the hooks of PEP 517 and PEP 660, in an environment of their own.
///
/// A pure wheel made from the sdist stands for the sdist: installing either leaves the same files, and the wheel is
/// built once instead of once in every environment. A wheel that only one interpreter can load is built for each.
package struct PythonPackageBuilder: PackageBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.sdist, .wheel, .editable] }

  // MARK: Variants

  /// One wheel for all where its tags allow, as far as they are known, else one for each interpreter.
  package func build(
    of definition: PackageDefinition, for environment: Environment, in context: PlanningContext
  ) -> PackageBuild {
    let single = PackageBuild(definition, interpreter: buildInterpreter(of: definition, context))
    let interpreter = context.observation.pythons.find(environment.list("base_python"))
    switch definition.variants {
    case .environment: return PackageBuild(definition, variant: environment.name.text, interpreter: interpreter)
    case .project, .platform: return single
    case .interpreter: return interpreter.map { PackageBuild(definition, variant: $0.tag, interpreter: $0) } ?? single
    case nil: break
    }
    guard definition.builder == .wheel, let interpreter else { return single }
    let variant = PackageBuild(definition, variant: interpreter.tag, interpreter: interpreter)
    let known = context.observation.artifacts.filter { PackageBuild.isBuild($0.key, of: definition.name) }
    let signature = context.signature(of: definition)
    let isFresh = { (artifact: ArtifactObservation) in
      artifact.changedInput == nil && (artifact.signature ?? signature) == signature && !context.options.rebuilds
        && !context.options.recreates
    }
    // A wheel that is there and fits is taken, whoever it was built for.
    let machine = context.observation.machine
    for build in [variant, single]
    where known[build.name].map({ isFresh($0) && $0.fits(interpreter, on: machine) }) ?? false {
      return build
    }
    for (name, artifact) in known.sorted(by: { $0.key < $1.key })
    where isFresh(artifact) && artifact.fits(interpreter, on: machine) {
      let suffix = name.dropFirst(definition.name.count + 1)
      return PackageBuild(definition, variant: suffix.isEmpty ? nil : String(suffix), interpreter: interpreter)
    }
    let isForOne =
      known.isEmpty
      ? context.buildSystem(definition.root).buildsNativeCode : known.values.contains { $0.isForOneInterpreter }
    return isForOne ? variant : single
  }

  // MARK: Steps

  package func step(
    for build: PackageBuild, needed: [String: String], in context: PlanningContext
  ) -> StepDraft {
    var draft = draft(for: build, needed: needed, in: context)
    // The packaging environment of packages without a definition is nobody's choice of an interpreter.
    let isChosen = build.definition.buildEnvironment != nil && !build.definition.isImplied
    if isChosen, case .perform = draft.disposition, let own = buildInterpreter(of: build.definition, context),
      let interpreter = build.interpreter, interpreter.version != own.version
    {
      // A wheel for one interpreter has to be built with that one.
      let place = build.definition.buildEnvironment ?? ""
      draft.reason += ", with \(interpreter.label) in place of the \(own.label) of build_env '\(place)'"
    }
    return draft
  }

  private func draft(for build: PackageBuild, needed: [String: String], in context: PlanningContext) -> StepDraft {
    BuildStep.draft(for: build, needed: needed, in: context) { () throws(BuildRefusal) in
      _ = try BuildStep.environment(of: build.definition, "no Python packages are built", in: context)
      guard let interpreter = build.interpreter ?? newest(context) else {
        let places = context.observation.searchedPlaces.joined(separator: ", ")
        throw .unavailable("no interpreter to build the package with (looked in \(places))")
      }
      var tools = PythonToolchain.tools(for: interpreter, context.observation)
      // The packaging environment's interpreter may lack what another one has.
      if case .failure = tools, build.variant == nil, let other = newest(context) {
        tools = PythonToolchain.tools(for: other, context.observation)
      }
      switch tools {
      case .failure(let missing): throw .unavailable(missing.reason)
      case .success(let toolchain):
        return PythonBuildRecipe(build: build, toolchain: toolchain, needed: needed, context: context).recipe
      }
    }
  }

  /// The interpreter of the environment that a definition names to build in.
  private func buildInterpreter(of definition: PackageDefinition, _ context: PlanningContext) -> Interpreter? {
    let environment = definition.buildEnvironment.flatMap { context.buildEnvironments[$0] }
    return environment.flatMap { context.observation.pythons.find($0.list("base_python")) }
  }

  /// The newest released CPython.
  private func newest(_ context: PlanningContext) -> Interpreter? {
    let candidates = context.observation.pythons.interpreters.filter {
      $0.implementation == .cpython && !$0.isFreeThreaded && !$0.isPrerelease && $0.isAtLeast([3, 8])
    }
    return candidates.max { $0.version.lexicographicallyPrecedes($1.version) }
  }
}
