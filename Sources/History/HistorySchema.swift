import GRDB

/// The tables of the history, as migrations from one form to the next; a form that was published never changes.
///
/// - `run`: one row for each run; numbers may come again where somebody removed the folders of runs, and then the time of
///   the start tells them apart.
/// - `environment`, `text`: names and texts that many rows share, each once.
/// - `content`: what results rest on, each list once: packages, settings, inputs.
/// - `result`: one row for each environment of a run; `step` and `command`: what they are made of.
enum HistorySchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in try database.execute(sql: first) }
    return migrator
  }

  private static let first = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, number INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER, ending TEXT NOT NULL,
      prepares INTEGER NOT NULL, version TEXT NOT NULL, revision TEXT, branch TEXT, change TEXT,
      counts TEXT NOT NULL, is_kept INTEGER NOT NULL, UNIQUE (number, started));
    CREATE INDEX run_started ON run (started);
    CREATE TABLE environment (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE content (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, body));
    CREATE TABLE result (
      environment_id INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      status TEXT NOT NULL, reason_id INTEGER, error_id INTEGER, worked INTEGER, cpu INTEGER NOT NULL,
      peak INTEGER NOT NULL, retried INTEGER NOT NULL, kept INTEGER NOT NULL, interpreter_id INTEGER, tool_id INTEGER,
      packages_id INTEGER, settings_id INTEGER, inputs_id INTEGER,
      PRIMARY KEY (environment_id, run_id)) WITHOUT ROWID;
    CREATE INDEX result_run ON result (run_id);
    CREATE TABLE step (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE, owner_id INTEGER NOT NULL, kind TEXT NOT NULL,
      outcome TEXT NOT NULL, started INTEGER, duration INTEGER,
      PRIMARY KEY (run_id, owner_id, kind)) WITHOUT ROWID;
    CREATE TABLE command (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE, owner_id INTEGER NOT NULL, kind TEXT NOT NULL,
      position INTEGER NOT NULL, text_id INTEGER NOT NULL, code INTEGER, signal INTEGER, wall INTEGER, cpu INTEGER,
      peak INTEGER, PRIMARY KEY (run_id, owner_id, kind, position)) WITHOUT ROWID;
    """
}
