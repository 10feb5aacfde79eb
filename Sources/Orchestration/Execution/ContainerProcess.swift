import EnvironmentModel
import Host
import Planning

/// The process of the machine by which a command runs in a container that is there.
///
/// It is a shell that has the engine start a supervisor inside and then shows what that writes into a named pipe. Inside,
/// the supervisor notes how the command ended, which is the only thing that counts: what the engine's program returns says
/// nothing. A second pipe leads signals inside; when it closes because this process was killed, the supervisor ends all of
/// the command's processes, daemons too, which it knows by a variable.
struct ContainerProcess {
  let enclosure: ContainerEnclosure

  func enclosing(_ request: ProcessRequest) -> ProcessRequest {
    var outside = request
    outside.executable = "/bin/sh"
    outside.arguments = [
      "/bin/sh", "-c", Self.outside, "swtox-container", enclosure.controlFolder, enclosure.engine, enclosure.name,
      enclosure.isServed ? "served" : "", enclosure.user, enclosure.reportPath,
      enclosure.isAttached ? "attached" : "",
    ]
    outside.environment = enclosure.variables
    outside.environment["SWTOX_JOB_TEXT"] = text(of: request)
    outside.workingDirectory = "/"
    outside.isolatesProcesses = false
    outside.takesInput = false
    outside.tokens = nil
    return outside
  }

  /// What runs inside: the supervisor, and in it a shell of its own with the variables, the folder and the words of the
  /// command.
  private func text(of request: ProcessRequest) -> String {
    let variables = request.environment.filter { Self.isExportable($0.key) }
    let lines = variables.sorted { $0.key < $1.key }.map { "export \($0.key)=\(Self.quoted($0.value))" }
    let words = request.arguments.map(Self.quoted).joined(separator: " ")
    let command = lines + ["swtox_folder=\(Self.quoted(request.workingDirectory))", "set -- \(words)"]
    return ([Self.beginning] + command + [Self.end]).joined(separator: "\n")
  }

  /// What shells set themselves, some of them for good, and pipes of the machine's make, which are not inside.
  private static let ownNames: Set = [
    "UID", "EUID", "PPID", "GROUPS", "SHELLOPTS", "BASHOPTS", "BASH_VERSINFO", "IFS", "MAKEFLAGS", "CARGO_MAKEFLAGS",
  ]

  /// Whether a shell can export a name.
  private static func isExportable(_ name: String) -> Bool {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_".utf8)
    let digits = Array("0123456789".utf8)
    guard let first = name.utf8.first, letters.contains(first), !ownNames.contains(name) else { return false }
    return name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) }
  }

  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }

  /// The arguments: folder of control, engine, container, whether the engine has a service, user, report, whether the
  /// container is somebody else's.
  private static let outside = #"""
    control=$1 engine=$2 name=$3 served=$4 user=$5 report=$6 attached=$7
    fail() { echo "$1" >"$report"; echo "swtox: $1" >&2; exit 125; }
    rm -f "$report" "$control/end" "$control/refusal" "$control/out" "$control/stop" "$control/job"
    mkfifo -m 666 "$control/out" "$control/stop" || fail "no named pipes can be made in '$control'"
    umask 022
    if [ -z "$user$attached" ]; then user=$(cat "$control/user" 2>/dev/null); fi
    # Who is not root has to read it too.
    case $user in '' | 0 | root) umask 077 ;; esac
    printf '%s\n' "$SWTOX_JOB_TEXT" >"$control/job" || fail "'$control/job' cannot be written"
    unset SWTOX_JOB_TEXT
    umask 022
    exec 8<>"$control/stop"
    # What belongs to a service does not get the signals that come here; what does not gets them itself.
    if [ -n "$served" ]; then trap 'echo INT >&8' INT; trap 'echo TERM >&8' TERM; else trap : INT TERM; fi
    ask() { "$engine" exec "$@" 6>&- 8>&-; }
    begin() {
      if [ -n "$attached" ]; then
        # Nothing is shared with it: what it is to run goes in first, and signals go by way of its input.
        place=/tmp/swtox-$(cat /proc/sys/kernel/random/uuid)
        ask -i ${user:+--user "$user"} "$name" /bin/sh -c 'umask 077 && mkdir "$1" && cat >"$1/job"' sh "$place" \
          <"$control/job" >"$control/said" 2>&1 || return
        ask -i ${user:+--user "$user"} "$name" /bin/sh "$place/job" "$place" attached <"$control/stop" &
        reader=$!
        return 0
      fi
      # While it is open here too, nobody waits for somebody else to open it.
      exec 6<>"$control/out"
      (trap '' INT TERM; exec cat "$control/out" 6>&- 8>&-) &
      reader=$!
      ask -d ${user:+--user "$user"} "$name" /bin/sh /run/swtox/job /run/swtox >"$control/said" 2>&1 && return 0
      code=$?
      kill -KILL "$reader"
      return "$code"
    }
    begin
    code=$?
    if [ "$code" != 0 ]; then
      fail "${engine##*/} could not run the command: $(tail -n 1 "$control/said") (exit code $code)"
    fi
    pauses=0
    while kill -0 "$reader" 2>/dev/null; do
      # A signal ends the waiting, and not what is waited for.
      if [ -n "$attached" ]; then wait "$reader" && continue; continue; fi
      if [ -e "$control/end" ]; then
        # What it wrote last is on its way; what still holds the pipe is nothing of the command's.
        exec 6>&-
        for pause in 1 2 3 4 5; do
          kill -0 "$reader" 2>/dev/null || break
          sleep 0.1
        done
        kill -KILL "$reader" 2>/dev/null
        break
      fi
      pauses=$((pauses + 1))
      if [ $((pauses % 40)) = 0 ] &&
        [ "$("$engine" container inspect --format '{{.State.Running}}' "$name" 2>/dev/null 6>&- 8>&-)" != true ]; then
        kill -KILL "$reader"
        break
      fi
      sleep 0.05
    done
    rm -f "$control/job"
    if [ -n "$attached" ]; then
      end=$(ask ${user:+--user "$user"} "$name" /bin/sh -c 'cat "$1/end"; rm -rf "$1"' sh "$place" 2>/dev/null)
    else
      end=$(cat "$control/end" 2>/dev/null)
    fi
    # What podman watches the command with is about to end, and is not the command's.
    session=$(tail -n 1 "$control/said")
    if [ -z "$served" ] && [ "${#session}" = 64 ]; then
      pauses=0
      while [ "$pauses" -lt 200 ] && grep -qs "$session" /proc/[0-9]*/cmdline; do
        sleep 0.05
        pauses=$((pauses + 1))
      done
    fi
    case $end in
    exit\ [0-9]*) exit "${end#exit }" ;;
    refused\ *) fail "${end#refused }" ;;
    *) fail "the container ended while the command ran" ;;
    esac
    """#

  /// What comes before the variables, `swtox_folder` and the words of the command, which follow in a shell of their own.
  /// The arguments: the folder of control, and whether the container is somebody else's.
  private static let beginning = #"""
    swtox_control=$1 swtox_attached=${2:-}
    # It holds all variables, some of which may be secret.
    rm -f "$swtox_control/job" "$swtox_control/end" "$swtox_control/refusal"
    if [ -n "$swtox_attached" ]; then
      exec 9>&1 7<&0 </dev/null
    else
      exec 9>"$swtox_control/out" 7<"$swtox_control/stop"
    fi
    swtox_mark=SWTOX_JOB=$$.$(cat /proc/sys/kernel/random/uuid 2>/dev/null)
    swtox_ours() {
      for swtox_place in /proc/[0-9]*; do
        if grep -qs "$swtox_mark" "$swtox_place/environ"; then echo "${swtox_place#/proc/}"; fi
      done
    }
    # Each process is asked by itself: some have left the group.
    swtox_tell() { for swtox_one in $(swtox_ours); do kill -s "$1" "$swtox_one" 2>/dev/null; done; }
    (
      exec 9>&-
      trap '' INT TERM
      while read -r swtox_signal; do swtox_tell "$swtox_signal"; done <&7
      swtox_tell KILL
      if [ -n "$swtox_attached" ]; then rm -rf "$swtox_control"; fi
    ) >/dev/null 2>&1 &
    swtox_watch=$!
    # What is in the foreground gets signals as if nobody watched; this shell waits for its end.
    trap : INT TERM
    (
    exec 9>&- 7<&-
    swtox_refuse() { echo "refused $1" >"$swtox_control/refusal"; exit 125; }
    """#

  /// What follows the words of the command.
  private static let end = #"""
    if [ -n "${SWTOX_FIRST:-}" ]; then PATH=$SWTOX_FIRST:$PATH && unset SWTOX_FIRST; fi
    cd "$swtox_folder" 2>/dev/null || swtox_refuse "there is no folder '$swtox_folder' in the container"
    command -v -- "$1" >/dev/null || swtox_refuse "there is no program '$1' in the container (PATH is $PATH)"
    export "$swtox_mark"
    exec "$@"
    ) >&9 2>&1 </dev/null
    swtox_code=$?
    if [ -n "$(swtox_ours)" ]; then
      echo "swtox: the command left processes behind, ending them" >&9
      swtox_tell TERM
      for swtox_pause in 1 1 1; do
        [ -n "$(swtox_ours)" ] || break
        sleep "$swtox_pause"
      done
      swtox_tell KILL
    fi
    kill -KILL "$swtox_watch" 2>/dev/null
    swtox_words="exit $swtox_code"
    if [ -s "$swtox_control/refusal" ]; then swtox_words=$(cat "$swtox_control/refusal"); fi
    echo "$swtox_words" >"$swtox_control/end.new"
    mv "$swtox_control/end.new" "$swtox_control/end"
    exit 0
    """#
}
