import EnvironmentModel
import Planning
import RunModel

/// The activation of an environment: a shell runs what the environment wants to be run, once, and the variables that it
/// leaves are kept for all commands.
///
/// Once, since activations may do anything, start services among it, and each would do so again.
struct Activation: Sendable {
  /// The shell.
  static let bash = Tool("bash", debianPackage: "bash")

  let stamps: SetupStamps
  /// The script of bash, whose arguments follow.
  let script: String
  let arguments: [String]
  /// What the script sees.
  let variables: [String: String]
  /// What comes before it.
  var preparation: [Action] = []
  /// What decides what it does beside the variables, a line each.
  var inputs: [String]

  /// What differs from one terminal or run to the next, and has nothing to say to activations.
  private static let ofSessions: Set = [
    "TERM", "TERMINFO", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "DISPLAY", "SSH_AUTH_SOCK", "SSH_AGENT_PID",
    "PYTHONHASHSEED",
  ]

  private var fingerprint: Fingerprint {
    let lines = variables.filter { !Self.ofSessions.contains($0.key) }.sorted { $0.key < $1.key }.map {
      "\($0.key)=\($0.value)"
    }
    return Fingerprint(inputs + ["variables \(Digest.of(Array(lines.joined(separator: "\n").utf8)))"])
  }

  private var environment: Environment { stamps.environment }
  /// Where the variables are kept.
  private var changesPath: String { captured.path }
  /// Where the shell leaves what it tells.
  private var folder: String { "\(stamps.folder)/activation" }
  private var scriptPath: String { "\(stamps.folder)/activate.sh" }

  /// What commands get of it.
  var captured: CapturedVariables { Self.captured(stamps) }

  /// What commands of an environment get of its activation.
  static func captured(_ stamps: SetupStamps) -> CapturedVariables {
    CapturedVariables(path: "\(stamps.folder)/variables", keeping: Set(stamps.environment.variables.map(\.name)))
  }

  /// The step that activates.
  ///
  /// - Parameter isChanged: Whether something was installed since.
  func step(isChanged: Bool) -> StepDraft {
    let recorded = stamps.recorded(.activateEnvironment)
    let reason: String
    if isChanged || recorded == nil {
      reason = "its scripts run once"
    } else if let recorded, let difference = fingerprint.difference(from: recorded) {
      reason = "activate: \(difference)"
    } else {
      return StepDraft(.activateEnvironment, .reuse, reason: "reuse: its variables are known")
    }
    let activation = self
    return StepDraft(.activateEnvironment, .perform(Recipe { Recipe.Parts(main: activation.actions) }), reason: reason)
  }

  private var actions: [Action] {
    stamps.forget(.activateEnvironment) + capturing + [stamps.record(.activateEnvironment, fingerprint)]
  }

  /// What runs the script and keeps the variables.
  var capturing: [Action] {
    var command = CommandAction(
      phase: "activate",
      arguments: ([bash, "--norc", "--noprofile", scriptPath, folder] + arguments).map { .text($0) },
      workingDirectory: stamps.context.project.root, environment: variables, timeout: timeLimit)
    command.environment["PATH"] = variables["PATH"] ?? ""
    return preparation + [
      .write(path: scriptPath, text: Self.beginning + script + Self.end),
      .captureVariables(VariableCapture(command, folder: folder, changesPath: changesPath)),
    ]
  }

  private var bash: String { stamps.context.observation.programs[Self.bash.name] ?? "bash" }

  /// How long it may take; `nil` for as long as it takes.
  var timeLimit: Duration? {
    switch environment["activation_timeout"]?.value {
    case .number(let seconds) where seconds > 0: .seconds(seconds)
    case .integer(let seconds) where seconds > 0: .seconds(seconds)
    default: nil
    }
  }

  // MARK: Script

  /// Tells the variables before, and has the shell say which script ended it. Names begin with `__swtox`, so that scripts
  /// do not meet them.
  private static let beginning = #"""
    exec </dev/null
    __swtox_folder=$1
    __swtox_env=$(type -P env || echo /usr/bin/env)
    shift
    # What the variables hold is nobody else's business.
    __swtox_list() { (umask 077 && "$__swtox_env" -0 >"$__swtox_folder/$1"); }
    __swtox_list before
    __swtox_script=
    __swtox_note() { printf '%s\n' "$1" >>"$__swtox_folder/notes"; }
    __swtox_exit() {
      if [ -n "$__swtox_script" ]; then __swtox_note "'${__swtox_script##*/}' ended the activation with exit code $1"; fi
    }
    trap '__swtox_exit $?' EXIT
    # Runs a script in this shell; what goes wrong without ending it is noted, for people would never know.
    __swtox_run() {
      __swtox_script=$1
      if ! "$BASH" -n "$1" 2>/dev/null; then __swtox_note "'${1##*/}' has a syntax error"; fi
      . "$1"
      __swtox_code=$?
      case $- in *e*) set +e && __swtox_note "'${__swtox_script##*/}' left 'set -e' on" ;; esac
      case $- in *u*) set +u && __swtox_note "'${__swtox_script##*/}' left 'set -u' on" ;; esac
      if [ "$__swtox_code" != 0 ]; then
        __swtox_note "'${__swtox_script##*/}' returned $__swtox_code, and the activation went on"
      fi
      __swtox_script=
    }

    """#

  /// Tells the variables after: into a file that is opened only now, so that no service that was started holds it.
  private static let end = #"""

    __swtox_list after

    """#
}
