import GRDB

/// Why the history cannot be asked or added to; never a reason to stop a run.
package enum HistoryError: Error, Hashable, Sendable {
  /// Another program writes to it for longer than one waits.
  case busy(path: String)
  /// A newer version of swtox made it.
  case newer(path: String)
  case failed(path: String, reason: String)

  /// A sentence for people, with what to do.
  package var message: String {
    switch self {
    case .busy(let path): "'\(path)' is in use by another program for too long; try again"
    case .newer(let path): "'\(path)' was made by a newer version of swtox, which has to read it"
    case .failed(let path, let reason): "'\(path)': \(reason); 'swtox-tui history rebuild' makes it anew"
    }
  }

  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = .failed(path: path, reason: "\(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    default: self = .failed(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
  }

  /// Whether an error says that the file is no database, or none any more.
  static func isDamage(_ error: any Error) -> Bool {
    [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains((error as? DatabaseError)?.resultCode)
  }
}
