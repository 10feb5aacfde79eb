package import EnvironmentModel
import SourceText

/// Chooses the packages of environments: those that an environment names, else the definition whose rule speaks of it
/// most narrowly, else one without rules whose artefact fits, and without definitions what tox would take.
///
/// Nothing is guessed: what stays open is a refusal with every candidate's place. The choice does not depend on the
/// order of the sections.
package struct PackageMatcher: Sendable {
  private let project: Project
  private let fit: ArtifactFit
  /// Whether packages that can be are installed so that changes of their sources show at once.
  private let develops: Bool
  /// What environments get in the place of their own packages; `nil` where they get these.
  private let given: PackageDefinition?
  private let rules: RuleTable

  /// The package that a command line gives, by the absolute path of its file.
  package static func given(_ path: String) -> PackageDefinition {
    let parts = path.split(separator: "/")
    var definition = PackageDefinition(
      name: "given", builder: .existing, root: "/" + parts.dropLast().joined(separator: "/"))
    definition.path = parts.last.map(String.init) ?? ""
    return definition
  }

  package init(
    project: Project, fit: ArtifactFit = ArtifactFit(), develops: Bool = false, given: PackageDefinition? = nil
  ) {
    self.given = given
    self.project = project
    self.fit = fit
    self.develops = develops
    rules = RuleTable(project.definitions.packages)
  }

  private var definitions: [PackageDefinition] { project.definitions.packages }

  /// - Complexity: O(*rules* that speak of a factor of the environment).
  package func decision(for environment: Environment) -> PackageDecision {
    if let refusal = lackOfSources(environment) { return .refused(refusal, candidates: []) }
    if let reason = reasonForNone(environment) { return .none(reason) }
    if let given {
      let packages = [ChosenPackage(given, .configured(nil))]
      guard case .no(let reason, _) = fit.answer(given, environment) else { return .chosen(packages) }
      return .refused(Self.refusal(ofGiven: given, because: reason, environment), candidates: [given.name])
    }
    let decision =
      isConfigured(environment)
      ? configured(environment)
      : definitions.isEmpty ? byDefault(environment) : matched(environment)
    guard case .chosen(let packages) = decision else { return decision }
    let names = packages.map(\.definition.name)
    if let faulty = packages.first(where: { $0.definition.fault != nil })?.definition {
      return .unusable(
        "package definition '\(faulty.name)' cannot be used: \(faulty.fault ?? "")", candidates: names)
    }
    if develops {
      let developed = packages.map { ChosenPackage($0.definition.developed, $0.reason) }
      return refusal(of: developed, for: environment).map { .refused($0, candidates: names) }
        ?? .chosen(developed)
    }
    return refusal(of: packages, for: environment).map { .refused($0, candidates: names) } ?? decision
  }

  private func reasonForNone(_ environment: Environment) -> String? {
    if given == nil, !project.hasPackage, environment.externalBuild == nil { return "nothing is packaged" }
    if environment.flag("skip_install") { return "skip_install" }
    if environment.text("package") == "skip", isConfigured(environment) || definitions.isEmpty || given != nil {
      return "package = skip"
    }
    if environment.text("package") == "deps-only", isConfigured(environment) || definitions.isEmpty {
      return "package = deps-only: its dependencies alone"
    }
    if environment.kind == .system, !isConfigured(environment) { return Self.existingIsLeft }
    return nil
  }

  /// An environment that asks for a package by itself, and there is nothing to build one from.
  private func lackOfSources(_ environment: Environment) -> Diagnostic? {
    let words = Self.words(ofPackage: environment)
    guard project.lacksSources, given == nil, isConfigured(environment), !environment.flag("skip_install"),
      environment.externalBuild == nil, let word = words.first(where: ImpliedPackage.needsSources)
    else { return nil }
    return .error(
      "'package = \(word)' of environment '\(environment.name)' finds nothing to build: '\(environment.packageRoot)' has "
        + "neither pyproject.toml nor setup.py nor setup.cfg", at: environment["package"]?.origin.span,
      help: "set package_root to the folder of the sources, or write 'package = skip'")
  }

  /// Why an existing environment gets nothing that it does not name.
  static let existingIsLeft = "an existing environment is left as it is"

  /// The names of the definitions that decide what an environment gets, or would if nothing were wrong with them.
  func concerned(by environment: Environment) -> [String] {
    if reasonForNone(environment) != nil { return [] }
    if isConfigured(environment) { return Self.words(ofPackage: environment) }
    let candidates = rules.candidates(for: environment)
    guard let best = candidates.map(\.specificity).max() else {
      return definitions.filter { !$0.hasRules }.map(\.name)
    }
    return candidates.filter { $0.specificity == best }.map { definitions[$0.definition].name }
  }

  /// The file of an `existing` definition that an environment installs.
  package func existing(_ definition: PackageDefinition, for environment: Environment) -> KnownArtifact? {
    fit.file(of: definition, for: environment)
  }

  /// A warning for each file of an `existing` definition that cannot be read, for environments that get another one.
  func warnings(ofDamaged definition: PackageDefinition) -> [Diagnostic] {
    fit.damaged(definition).map { damaged in
      .warning(
        "package definition '\(definition.name)': \(damaged.words)", at: definition.span,
        help: "environments that it would not fit get another file; build it again, or remove it")
    }
  }

  /// The file of an `existing` definition that an environment's commands, or a build for it, speak of.
  package func referenced(
    _ definition: PackageDefinition, by environment: Environment
  ) throws(ArtifactFit.MissingFile) -> KnownArtifact {
    try fit.referencedFile(of: definition, for: environment)
  }

  // MARK: Named by the environment

  private func isConfigured(_ environment: Environment) -> Bool {
    let isSet = environment["package"].map { $0.origin.section != SettingOrigin.unset } ?? false
    return isSet || environment.flag("use_develop")
  }

  private func configured(_ environment: Environment) -> PackageDecision {
    let span = environment["package"]?.origin.span
    let words = Self.words(ofPackage: environment)
    var packages: [ChosenPackage] = []
    for word in words {
      let definition =
        definitions.first { $0.name == word } ?? ImpliedPackage.definition(word, for: environment, in: project)
      guard let definition else { return .refused(unknown(word, environment, span), candidates: []) }
      if !packages.contains(where: { $0.definition.name == definition.name }) {
        packages.append(ChosenPackage(definition, .configured(span)))
      }
    }
    return packages.isEmpty
      ? .refused(unknown(environment.text("package"), environment, span), candidates: []) : .chosen(packages)
  }

  /// The names that an environment's own keys speak of.
  private static func words(ofPackage environment: Environment) -> [String] {
    let text = environment.flag("use_develop") ? "editable" : environment.text("package")
    return text.split { $0 == "," || $0.isNewline }.map { String(trimmed($0)) }.filter { !$0.isEmpty }
  }

  private func unknown(_ word: String, _ environment: Environment, _ span: SourceSpan?) -> Diagnostic {
    let names = definitions.sorted { Self.place($0) < Self.place($1) }.map(\.name)
    let known = names + ImpliedPackage.words.filter { !names.contains($0) }
    if word == "skip" {
      return .error(
        "'package' of environment '\(environment.name)' names 'skip' beside others", at: span,
        help: "write 'package = skip' alone, or leave 'skip' out")
    }
    let suggestion = closestMatch(to: word, among: known).map { "did you mean '\($0)'?" }
    return .error(
      "'package = \(word)' of environment '\(environment.name)' names no package definition", at: span,
      help: suggestion ?? "there are: \(known.joined(separator: ", "))")
  }

  // MARK: Without definitions

  private func byDefault(_ environment: Environment) -> PackageDecision {
    let word = environment.text("package")
    guard let definition = ImpliedPackage.definition(word, for: environment, in: project) else {
      return .refused(unknown(word, environment, environment["package"]?.origin.span), candidates: [])
    }
    return .chosen([ChosenPackage(definition, .byDefault)])
  }

  // MARK: By rules

  private func matched(_ environment: Environment) -> PackageDecision {
    let candidates = rules.candidates(for: environment)
    guard let best = candidates.map(\.specificity).max() else { return byMetadata(environment) }
    let winners = candidates.filter { $0.specificity == best }
      .sorted { Self.place(definitions[$0.definition]) < Self.place(definitions[$1.definition]) }
    if winners.count > 1 {
      return .refused(ambiguity(environment, winners), candidates: winners.map { definitions[$0.definition].name })
    }
    return .chosen([ChosenPackage(definitions[winners[0].definition], .matched(winners[0].rule))])
  }

  private func ambiguity(_ environment: Environment, _ winners: [RuleTable.Candidate]) -> Diagnostic {
    let names = winners.map { "'\(definitions[$0.definition].name)'" }.joined(separator: " and ")
    var diagnostic = Diagnostic.error(
      "package definitions \(names) match environment '\(environment.name)' equally well", at: winners[0].rule.span,
      help: "make one of the rules narrower, or name one of them with 'package' in the environment")
    diagnostic.notes = winners.map { candidate in
      Diagnostic.Note(
        "'\(definitions[candidate.definition].name)' by rule '\(candidate.rule.text)'", at: candidate.rule.span)
    }
    return diagnostic
  }

  // MARK: By metadata

  private func byMetadata(_ environment: Environment) -> PackageDecision {
    let fitting = definitions.filter { !$0.hasRules }.compactMap { definition -> ChosenPackage? in
      guard case .yes(let reason) = fit.answer(definition, environment) else { return nil }
      return ChosenPackage(definition, .metadata(reason))
    }
    if fitting.count == 1 { return .chosen(fitting) }
    if fitting.isEmpty { return .refused(nothing(environment), candidates: []) }
    let sorted = fitting.sorted { Self.place($0.definition) < Self.place($1.definition) }
    let names = sorted.map { "'\($0.definition.name)'" }.joined(separator: " and ")
    var diagnostic = Diagnostic.error(
      "package definitions \(names) both fit environment '\(environment.name)', and neither has a rule for it",
      at: sorted[0].definition.span,
      help: "give one of them a 'match', or name one of them with 'package' in the environment")
    if sorted.count > 2 {
      diagnostic.message =
        "package definitions \(names) all fit environment '\(environment.name)' without a rule for it"
    }
    diagnostic.notes = sorted.map { .init("'\($0.definition.name)' \($0.decider)", at: $0.definition.span) }
    return .refused(diagnostic, candidates: sorted.map(\.definition.name))
  }

  private func nothing(_ environment: Environment) -> Diagnostic {
    var diagnostic = Diagnostic.error(
      "no package definition matches environment '\(environment.name)'", at: project.environmentListSpan,
      help: "add a rule for it to 'match' of a [packagedef], or set 'package = skip' in the environment")
    let verdicts = verdicts(for: environment, decided: .none(""))
    diagnostic.notes = verdicts.sorted { Self.place($0.definition) < Self.place($1.definition) }.map {
      .init("'\($0.definition.name)': \($0.words)", at: $0.definition.span)
    }
    return diagnostic
  }

  // MARK: What cannot be

  /// Why an environment cannot have what was chosen for it.
  private func refusal(of packages: [ChosenPackage], for environment: Environment) -> Diagnostic? {
    for package in packages {
      let definition = package.definition
      guard case .no(let reason, let isOfKind) = fit.answer(definition, environment) else { continue }
      let form = definition.form.map { "'\($0.rawValue)'" } ?? "this form"
      var diagnostic = Diagnostic.error(
        isOfKind
          ? "environment '\(environment.name)' of kind '\(environment.kind)' cannot install '\(definition.name)', which is of form \(form)"
          : "'\(definition.name)' does not fit environment '\(environment.name)': \(reason)",
        at: definition.span,
        help: isOfKind
          ? "it goes into: \(definition.form?.acceptingKinds.map(\.description).joined(separator: ", ") ?? "nothing"); change 'match' or 'kind'"
          : "take another artefact for it, or leave it out of 'match'")
      diagnostic.notes = [.init(Self.words(package), at: Self.place(of: package))]
      return diagnostic
    }
    return nil
  }

  private static func refusal(
    ofGiven definition: PackageDefinition, because reason: String, _ environment: Environment
  ) -> Diagnostic {
    let why = reason.hasPrefix("no file matches") ? "there is no such file" : reason
    return .error(
      "--installpkg: '\(definition.root)/\(definition.path)' cannot be installed into '\(environment.name)': \(why)",
      help: "give the path of a wheel, of a source distribution, or of what else the environment installs")
  }

  private static func words(_ package: ChosenPackage) -> String {
    let name = package.definition.name
    return switch package.reason {
    case .configured: "'package' names '\(name)'"
    case .matched(let rule): "'\(name)' is chosen by rule '\(rule.text)'"
    case .metadata(let why): "'\(name)' is chosen by metadata: \(why)"
    case .byDefault: "'\(name)' is tox's default"
    }
  }

  private static func place(of package: ChosenPackage) -> SourceSpan? {
    switch package.reason {
    case .configured(let span): span
    case .matched(let rule): rule.span
    case .metadata, .byDefault: package.definition.span
    }
  }

  /// Where it is defined, so that messages have one order.
  private static func place(_ definition: PackageDefinition) -> Int { definition.span?.range.lowerBound ?? 0 }

  // MARK: Accounts

  /// What became of each definition, in the order of the file.
  ///
  /// - Parameter decision: What was decided for the environment; `nil` to decide it here.
  /// - Complexity: O(*definitions*).
  package func verdicts(for environment: Environment, decided decision: PackageDecision? = nil) -> [PackageVerdict] {
    zip(definitions, outcomes(for: environment, decided: decision ?? self.decision(for: environment)))
      .map { PackageVerdict($0, $1) }
  }

  /// The same without the definitions, for tables of many environments.
  package func outcomes(
    for environment: Environment, decided decision: PackageDecision
  ) -> [PackageVerdict.Outcome] {
    let candidates = rules.candidates(for: environment)
    let best = candidates.map(\.specificity).max()
    let needed = needed(by: decision.packages.map(\.definition))
    if case .none(let why) = decision, !why.isEmpty { return definitions.map { _ in .notWanted(why) } }
    let isConfigured = isConfigured(environment)
    return definitions.indices.map { place in
      if let other = needed[definitions[place].name] { return .needed(by: other) }
      let definition = definitions[place]
      if let package = decision.packages.first(where: { $0.definition.name == definition.name }) {
        return .chosen(package)
      }
      return isConfigured
        ? outcome(named: definition, environment) : outcome(of: place, environment, candidates, best)
    }
  }

  /// The definitions that some depend on, whatever is between, and are none of them; each with one that needs it.
  private func needed(by chosen: [PackageDefinition]) -> [String: String] {
    var needed: [String: String] = [:]
    for package in chosen {
      var waiting = package.dependencies
      while let name = waiting.popLast() {
        if needed[name] != nil || chosen.contains(where: { $0.name == name }) { continue }
        needed[name] = package.name
        waiting += definitions.first { $0.name == name }?.dependencies ?? []
      }
    }
    return needed
  }

  /// What became of a definition that was not chosen where rules or metadata decide.
  private func outcome(
    of place: Int, _ environment: Environment, _ candidates: [RuleTable.Candidate], _ best: MatchSpecificity?
  ) -> PackageVerdict.Outcome {
    let definition = definitions[place]
    let own = candidates.first { $0.definition == place }
    if let fault = definition.fault, best == nil || own != nil { return .faulty(fault) }
    if let own, let best {
      let winners = candidates.filter { $0.specificity == best }.map { definitions[$0.definition] }
      if own.specificity < best, let winner = winners.min(by: { Self.place($0) < Self.place($1) }) {
        return .lessSpecific(own.rule, than: winner.name)
      }
      return candidates.count { $0.specificity == best } > 1
        ? .ambiguous(own.rule) : misfit(of: definition, environment) ?? .ambiguous(own.rule)
    }
    if definition.hasRules { return .unmatched }
    return best != nil ? .notConsulted : misfit(of: definition, environment) ?? .ambiguous(nil)
  }

  /// What became of a definition that was not chosen where the environment says itself which it wants.
  private func outcome(named definition: PackageDefinition, _ environment: Environment) -> PackageVerdict.Outcome {
    guard Self.words(ofPackage: environment).contains(definition.name) else { return .notNamed }
    if let fault = definition.fault { return .faulty(fault) }
    return misfit(of: definition, environment) ?? .withOthers
  }

  /// Why an environment cannot install a definition's artefact; `nil` when it can.
  private func misfit(of definition: PackageDefinition, _ environment: Environment) -> PackageVerdict.Outcome? {
    switch fit.answer(definition, environment) {
    case .yes: nil
    case .no(_, isOfKind: true): .notAccepted
    case .no(let why, isOfKind: false): .unfit(why)
    }
  }
}
