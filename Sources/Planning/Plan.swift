package import EnvironmentModel
package import SourceText
package import RunModel

/// One step of a plan: what it does, what it waits for and why it is there.
package struct Step: Hashable, Sendable {
  /// What becomes of a step when its turn comes.
  package enum Disposition: Hashable, Sendable {
    case perform(Recipe)
    /// Nothing to do: what it would make is there.
    case reuse
    /// Left out on purpose.
    case skip(String)
    /// No interpreter or tool for it here.
    case unavailable(String)
    /// Its settings make no sense; the sentence says which.
    case invalid(String)

    /// Whether its result will be there; else the step ends without touching anything, and need not wait for others.
    package var isLive: Bool {
      switch self {
      case .perform, .reuse: true
      case .skip, .unavailable, .invalid: false
      }
    }
  }

  package var id: StepID
  /// Steps that must succeed before this one.
  package var needs: [StepID]
  /// Steps that must have ended, however, before this one.
  package var follows: [StepID]
  package var disposition: Disposition
  /// Why it is done or not: `no environment yet`, `deps changed: +attrs`.
  package var reason: String
  /// Whether a failure leaves the environment's outcome as it is.
  package var ignoresOutcome: Bool
  /// Whether after a failure of its environment nothing new starts.
  package var failsFast = false
  package var demand: StepDemand
  /// What the result of its environment rests on; only the last step of one has any.
  package var inputs: [Input] = []
  /// What its commands left of tests in the run whose result is kept.
  package var tests: CollectedTests?

  package init(
    id: StepID, needs: [StepID] = [], follows: [StepID] = [], disposition: Disposition, reason: String,
    ignoresOutcome: Bool = false, demand: StepDemand = StepDemand()
  ) {
    self.id = id
    self.needs = needs
    self.follows = follows
    self.disposition = disposition
    self.reason = reason
    self.ignoresOutcome = ignoresOutcome
    self.demand = demand
  }
}

/// Everything a run will do: a directed graph of steps without cycles, in an order that respects it.
package struct Plan: Sendable {
  package var environments: [EnvironmentName]
  package var steps: [Step]
  /// What each environment gets of the project, in the order of ``environments``.
  package var decisions: [PackageDecision]
  /// What is wrong with what commands and builds need.
  package var problems: [Diagnostic]

  package init(
    environments: [EnvironmentName], steps: [Step], decisions: [PackageDecision] = [], problems: [Diagnostic] = []
  ) {
    self.environments = environments
    self.steps = steps
    self.decisions = decisions
    self.problems = problems
  }

  /// What is wrong with the choice of packages and with what is needed of them, each once.
  package var diagnostics: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let refusals = decisions.compactMap { if case .refused(let diagnostic, _) = $0 { diagnostic } else { nil } }
    return (refusals + problems).filter { seen.insert($0).inserted }
  }

  /// The plan as the journal keeps it.
  package var plannedSteps: [PlannedStep] {
    steps.map {
      PlannedStep(
        id: $0.id, needs: $0.needs + $0.follows, reason: $0.reason, isFailureIgnored: $0.ignoresOutcome)
    }
  }
}
