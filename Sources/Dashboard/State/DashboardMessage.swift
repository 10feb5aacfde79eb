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
  /// End the run in order: processes are asked to stop and get their time.
  case stopRun
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
  /// Paint the whole screen again.
  case repaint
  case quit(DashboardExit)
}

/// Why the dashboard ended.
package enum DashboardExit: Hashable, Sendable {
  case user
  case signal(Int32)
  /// The terminal is gone.
  case terminalClosed
}
