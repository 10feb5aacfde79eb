import ArgumentParser
import Reporting

/// How a headless run is shown.
struct HeadlessOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Headless: whose output is shown.",
      discussion: """
        failed: of what failed, whole, when its environment has ended; all: of every environment, when it has ended; \
        live: every line when it comes, with its environment before it; none. The run's folder keeps all of it.
        """, valueName: "mode"))
  var output: OutputMode = .failed

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Headless: colours always, never, or auto: on a terminal unless NO_COLOR is set.", valueName: "when"))
  var color: ColorChoice = .auto

  @Option(
    name: .customLong("ci"),
    help: ArgumentHelp(
      "Headless: whose groups and annotations the output has: github, gitlab, azure, teamcity or none.",
      discussion: "With 'auto' those of the service whose build this is, by its variables.", valueName: "service"))
  var service: ServiceChoice = .auto

  @Option(
    name: .customLong("heartbeat"),
    help: ArgumentHelp(
      "Headless: say after so long without a line that the run goes on; 0 for never.", valueName: "seconds"))
  var heartbeat = 60

  @Flag(
    name: [.customShort("v"), .long],
    help: "Headless: tell each command; twice, also why steps are done and what it cost.")
  var verbose: Int

  @Flag(name: [.customShort("q"), .long], help: "Headless: tell only what went wrong, and the counts; twice, nothing.")
  var quiet: Int

  /// How much is told.
  var verbosity: Verbosity { Verbosity(offset: verbose - quiet) }

  func validate() throws {
    if heartbeat < 0 {
      throw ValidationError("--heartbeat \(heartbeat): use a number of seconds, or 0 for never")
    }
  }
}

extension OutputMode: ExpressibleByArgument {}

/// When output is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Whose commands the output has for those who read it.
enum ServiceChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, github, gitlab, azure, teamcity, none

  func service(_ variables: [String: String]) -> BuildService? {
    switch self {
    case .auto: BuildService(variables: variables)
    case .none: nil
    case .github, .gitlab, .azure, .teamcity: BuildService(rawValue: rawValue)
    }
  }
}
