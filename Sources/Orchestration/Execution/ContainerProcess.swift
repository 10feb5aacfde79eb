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

  /// What runs inside: the variables, the folder and the words of the command, then the supervisor.
  private func text(of request: ProcessRequest) -> String {
    // Named pipes of the machine's make are not inside.
    let variables = request.environment.filter { $0.key != "MAKEFLAGS" && Self.isName($0.key) }
    let lines = variables.sorted { $0.key < $1.key }.map { "export \($0.key)=\(Self.quoted($0.value))" }
    let words = request.arguments.map(Self.quoted).joined(separator: " ")
    return ([Self.first] + lines + ["folder=\(Self.quoted(request.workingDirectory))", "set -- \(words)", Self.inside])
      .joined(
        separator: "\n")
  }

  /// A name that a shell can export.
  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || ("0"..."9" as ClosedRange<UnicodeScalar>).contains(UnicodeScalar($0))
        || ("a"..."z" as ClosedRange<UnicodeScalar>).contains(UnicodeScalar($0))
        || ("A"..."Z" as ClosedRange<UnicodeScalar>).contains(UnicodeScalar($0))
    }
  }

  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }

  /// The arguments: folder of control, engine, container, whether the engine has a service, user, report, whether the
  /// container is somebody else's.
  private static let outside = #"""
    control=$1 engine=$2 name=$3 served=$4 user=$5 report=$6 attached=$7
    fail() { echo "$1" >"$report"; echo "swtox: $1" >&2; exit 125; }
    rm -f "$report" "$control/end" "$control/out" "$control/stop" "$control/job"
    mkfifo -m 666 "$control/out" "$control/stop" || fail "no named pipes can be made in '$control'"
    umask 022
    [ -n "$user" ] || umask 077
    printf '%s\n' "$SWTOX_JOB_TEXT" >"$control/job" || fail "'$control/job' cannot be written"
    unset SWTOX_JOB_TEXT
    umask 022
    exec 8<>"$control/stop"
    # What belongs to a service does not get the signals that come here; what does not gets them itself.
    if [ -n "$served" ]; then trap 'echo INT >&8' INT; trap 'echo TERM >&8' TERM; else trap : INT TERM; fi
    ask() { "$engine" exec "$@" 8>&-; }
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
      (trap '' INT TERM; exec cat "$control/out" 8>&-) &
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
    # A signal ends the waiting, and not what is waited for.
    while kill -0 "$reader" 2>/dev/null; do wait "$reader"; done
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

  /// The arguments of the text: the folder of control, and whether the container is somebody else's.
  private static let first = "control=$1 attached=${2:-}"

  /// What follows the variables, `folder` and the words of the command.
  private static let inside = #"""
    if [ -n "${SWTOX_FIRST:-}" ]; then PATH=$SWTOX_FIRST:$PATH && unset SWTOX_FIRST; fi
    rm -f "$control/end"
    if [ -n "$attached" ]; then exec 9>&1 7<&0 </dev/null; else exec 9>"$control/out" 7<"$control/stop"; fi
    finish() { echo "$1" >"$control/end"; exit 0; }
    cd "$folder" 2>/dev/null || finish "refused there is no folder '$folder' in the container"
    command -v -- "$1" >/dev/null || finish "refused there is no program '$1' in the container (PATH is $PATH)"
    mark=SWTOX_JOB=$$.$(cat /proc/sys/kernel/random/uuid 2>/dev/null)
    ours() {
      for place in /proc/[0-9]*; do
        if grep -qs "$mark" "$place/environ"; then echo "${place#/proc/}"; fi
      done
    }
    # Each process is asked by itself: some have left the group.
    tell() { for one in $(ours); do kill -s "$1" "$one" 2>/dev/null; done; }
    (exec 9>&- 7<&- && export "$mark" && exec "$@") >&9 2>&1 </dev/null &
    job=$!
    (
      exec 9>&-
      trap '' INT TERM
      while read -r signal; do tell "$signal"; done <&7
      tell KILL
    ) >/dev/null 2>&1 &
    watch=$!
    # A signal ends the waiting, and not what is waited for.
    trap : INT TERM
    wait "$job"
    code=$?
    while [ "$code" -gt 128 ] && kill -0 "$job" 2>/dev/null; do
      wait "$job"
      code=$?
    done
    if [ -n "$(ours)" ]; then
      echo "swtox: the command left processes behind, ending them" >&9
      tell TERM
      for pause in 1 1 1; do
        [ -n "$(ours)" ] || break
        sleep "$pause"
      done
      tell KILL
    fi
    kill -KILL "$watch" 2>/dev/null
    finish "exit $code"
    """#
}
