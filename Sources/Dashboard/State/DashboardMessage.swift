package import EnvironmentModel
package import RunModel
package import Screen

/// Something that happened and that the dashboard's state may change by.
package enum DashboardMessage: Sendable {
  case key(Key)
  case mouse(MouseEvent)
  case resized(Size)
  /// The run that was asked for began; with the folder that holds its logs.
  case runOpened(RunState, folder: String)
  /// The run that was asked for did not begin (`nil`), or one that did broke off; a sentence says why.
  case runFailed(RunID?, String)
  /// A run from the history, or one that another program is at; with the folder that holds its logs.
  case runRecorded(RunState, folder: String)
  /// All earlier results have been told.
  case historyRead
  /// The configuration was read again.
  case projectRead(DashboardProject)
  case runEvents(RunID, [NumberedEvent])
  case environmentDetails(EnvironmentName, EnvironmentDetail)
  /// What a run of these environments would do, a line each.
  case planned([EnvironmentName], [String])
  /// The lines of a page.
  case pageRead(PageSubject, [PageLine])
  /// A run of the past, to be looked at alone; with the folder that holds its logs.
  case runViewed(RunState, folder: String)
  /// Files that are watched have changed, by their paths from the project's folder; and the environments that depend on
  /// one of them.
  case filesChanged([String], [EnvironmentName])
  /// From now on every change is seen; a sentence says what is not watched, where something is not.
  case watchBegan(shortage: String?)
  /// Nothing can be watched; a sentence says why.
  case watchFailed(String)
  /// Which environments have changed since they passed; without any a sentence says why.
  case changesFound([EnvironmentName], String)
  /// The terminal's background, by its share of light from 0 to 1.
  case background(brightness: Double)
  /// A sentence for the status line.
  case notice(String)
  /// The time, in microseconds since 1970.
  case tick(Int64)
  /// A signal asks for an orderly end.
  case signal(Int32)
  /// What was read of the selected environment's log.
  case logRead(LogExcerpt)
}

/// What the dashboard wants done; it does nothing itself.
package enum DashboardEffect: Hashable, Sendable {
  case startRun([EnvironmentName])
  /// Run the default environments, which are these unless the configuration has changed.
  case startDefaultRun([EnvironmentName])
  /// Run an environment whose commands take input.
  case startWithKeyboard(EnvironmentName)
  /// Give the terminal to the command of an environment until it ends or somebody takes the keyboard back.
  case attach(EnvironmentName)
  /// Find out which of these environments have changed since they passed; answered by
  /// ``DashboardMessage/changesFound(_:_:)``.
  case startChangedRun([EnvironmentName])
  /// What `{posargs}` stands for in the runs to come; `nil` for what it was at the start.
  case setArguments([String]?)
  /// Watch the project's files, or no longer; answered by ``DashboardMessage/filesChanged(_:)``.
  case watch(Bool)
  /// End the run in order: processes are asked to stop and get their time.
  case stopRun(reason: String)
  /// The same because of a signal.
  case stopRunForSignal(Int32)
  /// Start nothing new in the run for now, or go on.
  case pauseRun(Bool)
  /// End every process of the run at once.
  case killRun
  /// Leave these environments out of the run under way, stopping what runs of them.
  case cancel([EnvironmentName])
  /// Find out what the inspection shows; answered by ``DashboardMessage/environmentDetails(_:_:)``.
  case inspect(EnvironmentName)
  /// Find out what a run would do; answered by ``DashboardMessage/planned(_:_:)``.
  case plan([EnvironmentName])
  /// Find out what a page tells; answered by ``DashboardMessage/pageRead(_:_:)``.
  case look(PageSubject)
  /// Read a run of the past; answered by ``DashboardMessage/runViewed(_:folder:)``.
  case openRun(RunID)
  /// Put a text where others can be pasted from.
  case copy(String)
  /// Write a log as text to a file.
  case save([LogSection], path: String)
  /// Show a log in the user's pager, from a line on; the terminal is the pager's meanwhile.
  case page([LogSection], line: Int)
  /// Open the user's editor where a step of a run went wrong; the terminal is the editor's meanwhile.
  case edit(StepOwner, RunID)
  /// Write a report of a run.
  case export(RunID, format: String, path: String?)
  /// Take the mouse, or leave it to the terminal.
  case reportMouse(Bool)
  /// Keep how the matrix is laid out for the next time.
  case remember(String)
  /// Paint the whole screen again.
  case repaint
  case quit(DashboardExit)
}

/// Why the dashboard ended.
package enum DashboardExit: Hashable, Sendable {
  case user
  /// The user wants the screen back while the run goes on.
  case detached
  case signal(Int32)
  /// The terminal is gone.
  case terminalClosed
}
