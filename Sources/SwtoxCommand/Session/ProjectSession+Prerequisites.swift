import EnvironmentModel
import Planning
import ProjectConfiguration
import SourceText

extension ProjectSession {
  /// The environments of a run with those that have to pass before them, each behind what it needs.
  ///
  /// What is needed comes with them even where `--skip-env` would leave it out.
  ///
  /// - Parameter all: Whether everything in 'depends' has to pass, and not only where `requires_success` says so.
  /// - Throws: That there is no such environment.
  func withPrerequisites(_ names: [EnvironmentName], all: Bool) throws(DiagnosticError) -> [EnvironmentName] {
    guard all || configuration.mentionsRequirements else { return names }
    let prerequisites = Prerequisites(of: names, listed: project.environmentList) {
      configuration.requirements(of: $0, isRequired: all)
    }
    for (name, dependent) in prerequisites.added.sorted(by: { $0.key.text < $1.key.text }) {
      do throws(DiagnosticError) {
        try check([name])
      } catch {
        let depends = configuration.environments([dependent], only: ["depends"]).environments.first?["depends"]
        throw DiagnosticError(
          error.diagnostics.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.span = depends?.origin.span
            diagnostic.message = "'\(dependent)' needs '\(name)' to pass: \(diagnostic.message)"
            return diagnostic
          })
      }
    }
    return prerequisites.names
  }
}
