import Host
import Reporting

extension HeadlessOptions {
  /// Puts in what these options and the place in which the program runs say of how a run is told.
  ///
  /// - Parameter isAside: Whether standard output is for something else.
  func complete(_ settings: inout HeadlessReporter.Settings, _ program: ProgramContext, isAside: Bool = false) {
    settings.verbosity = verbosity
    if verbosity == .silent { settings.statusColumnCount = nil }
    // Commands for a service stand in standard output, or nowhere.
    settings.service = isAside ? nil : service.service(program.host.variables)
    let folder = program.host.files.resolved(".") ?? "/"
    settings.sourceRoot = settings.service?.rootVariable.flatMap { program.host.variables[$0] } ?? folder
    // Who watches wants to see what failed as soon as it has.
    settings.isOrdered = settings.statusColumnCount == nil
    settings.heartbeat = heartbeat == 0 || verbosity == .silent ? nil : .seconds(heartbeat)
  }
}
