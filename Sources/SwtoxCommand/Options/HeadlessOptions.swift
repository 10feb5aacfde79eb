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
}

extension OutputMode: ExpressibleByArgument {}

/// When output is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}
