import Glibc
import Reporting

/// Why a run is stopped, in the words of its journal.
enum StopReason {
  /// The exit code of a program that such a signal ended.
  static func exitCode(of signal: Int32) -> ExitCode {
    switch signal {
    case SIGINT: .interrupted
    case SIGHUP: .hungUp
    case SIGQUIT: .quit
    default: .terminated
    }
  }

  static func text(of signal: Int32) -> String {
    switch signal {
    case SIGINT: "Ctrl-C"
    case SIGHUP: "the terminal is gone (HUP)"
    case SIGQUIT: "asked to end (QUIT)"
    default: "asked to end (TERM)"
    }
  }
}
