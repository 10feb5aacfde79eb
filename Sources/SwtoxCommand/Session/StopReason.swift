import Glibc

/// Why a run is stopped, in the words of its journal.
enum StopReason {
  static func text(of signal: Int32) -> String {
    switch signal {
    case SIGINT: "Ctrl-C"
    case SIGHUP: "the terminal is gone (HUP)"
    default: "asked to end (TERM)"
    }
  }
}
