import EnvironmentModel
import Host
import Planning

/// The process of the machine by which a command runs in a root folder.
///
/// It is a shell that mounts what the command is to see, in a namespace of mounts that is its own, and then becomes the
/// command. The namespaces are made by whoever starts it: the one of processes makes sure that nothing outlives it.
struct RootProcess {
  let enclosure: RootEnclosure

  private static let shell = "/bin/sh"
  /// The last word before those of the command.
  private static let mark = "swtox-command"

  /// A process of the machine in the place of one inside.
  func enclosing(_ request: ProcessRequest) -> ProcessRequest {
    var request = request
    request.arguments = arguments(
      request.arguments, path: request.environment["PATH"] ?? Self.defaultPath, in: request.workingDirectory)
    request.executable = Self.shell
    // The command's folder may be one that is only inside.
    request.workingDirectory = "/"
    request.isolatesProcesses = true
    return request
  }

  /// The whole argument vector of the shell.
  ///
  /// - Parameters:
  ///   - words: The command.
  ///   - path: Where the command's program is looked for.
  ///   - folder: Where the command runs.
  private func arguments(_ words: [String], path: String, in folder: String) -> [String] {
    let place: [String]
    switch enclosure.root {
    case .folder(let root): place = ["", "", root]
    case .layers(let base, let changes): place = [base, changes, "\(changes)/root"]
    }
    // A network of its own has nothing but itself, and that not before it is set up.
    let alone = ["/bin/sh", "-c", Self.aloneScript, "swtox-root", enclosure.reportPath]
    return (enclosure.hasNetwork ? [] : alone)
      + ["/bin/sh", "-c", Self.script, "swtox-root", enclosure.reportPath] + place
      + [enclosure.hasNetwork ? "" : "alone", path, folder, enclosure.mounts.joined(separator: "\n"), Self.mark]
      + words
  }

  /// Where programs are looked for when nobody says.
  static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// The arguments: report; then what goes on in a network of its own.
  private static let aloneScript = #"""
    report=$1
    shift
    rm -f "$report"
    unshare --net -- true 2>/dev/null || {
      echo "no network of its own can be made here, as 'network = none' asks for" >"$report"
      exit 125
    }
    exec unshare --net -- "$@"
    """#

  /// The arguments: report, base, changes, root, network, PATH, folder, mounts; then the command.
  private static let script = #"""
    set -u
    report=$1 base=$2 changes=$3 root=$4 network=$5 path=$6 folder=$7 mounts=$8
    shift 9
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    rm -f "$report"
    fail() { echo "$1" >"$report"; echo "swtox: $1" >&2; exit 125; }
    must() { "$@" || fail "the root folder cannot be entered: '$*' failed"; }
    if [ "$network" = alone ]; then ip link set lo up 2>/dev/null || true; fi
    if [ -n "$base" ] && [ -e "$changes/copied" ]; then
      must mount --bind "$root" "$root"
    elif [ -n "$base" ]; then
      [ -d "$base" ] || fail "the base root '$base' is gone; '-r' makes the environment anew"
      must mkdir -p "$changes/upper" "$changes/work" "$root"
      must mount -t overlay swtox -o "lowerdir=$base,upperdir=$changes/upper,workdir=$changes/work" "$root"
    else
      [ -d "$root" ] || fail "the root folder '$root' is gone; '-r' makes the environment anew"
      must mount --bind "$root" "$root"
    fi
    must mkdir -p "$root/dev" "$root/proc" "$root/tmp" "$root/etc"
    must mount -t tmpfs -o mode=755,size=4m swtox "$root/dev"
    for name in null zero full random urandom tty; do
      : >"$root/dev/$name"
      must mount --bind "/dev/$name" "$root/dev/$name"
    done
    must mkdir "$root/dev/pts" "$root/dev/shm"
    must mount -t devpts -o newinstance,ptmxmode=0666,mode=620 swtox "$root/dev/pts"
    must mount -t tmpfs -o mode=1777 swtox "$root/dev/shm"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    ln -s /proc/self/fd/0 "$root/dev/stdin"
    ln -s /proc/self/fd/1 "$root/dev/stdout"
    ln -s /proc/self/fd/2 "$root/dev/stderr"
    must mount -t proc swtox "$root/proc"
    must mount -t tmpfs -o mode=1777 swtox "$root/tmp"
    if [ -z "$network" ]; then
      for file in /etc/resolv.conf /etc/hosts; do
        [ -e "$file" ] || continue
        # A link leads out of the root folder, where it means nothing.
        if [ -L "$root$file" ]; then
          # In a root folder that is somebody's it stays.
          [ -n "$base" ] || continue
          rm -f "$root$file"
        fi
        [ -e "$root$file" ] || : >"$root$file"
        must mount --bind -o ro "$file" "$root$file"
      done
    fi
    while IFS= read -r mount; do
      [ -n "$mount" ] || continue
      must mkdir -p "$root$mount"
      must mount --bind "$mount" "$root$mount"
    done <<END
    $mounts
    END
    if [ -n "$base" ] && [ "$(cat "${base%/root}/id" 2>/dev/null)" != "$(cat "$changes/base-id" 2>/dev/null)" ]; then
      fail "the base root was made anew; '-r' makes the environment anew"
    fi
    [ -x "$root/bin/sh" ] || [ -L "$root/bin/sh" ] || fail "there is no /bin/sh in the root folder '$root'"
    chroot "$root" /bin/sh -c : 2>/dev/null || fail "the /bin/sh of the root folder '$root' does not run here"
    exec chroot "$root" /bin/sh -c '
      report=$1 PATH=$2 folder=$3
      shift 3
      export PATH
      fail() { echo "$1" >"$report"; echo "swtox: $1" >&2; exit 125; }
      cd "$folder" || fail "there is no folder $folder inside"
      command -v -- "$1" >/dev/null || fail "there is no program \"$1\" inside (PATH is $PATH)"
      exec "$@"' sh "$report" "$path" "$folder" "$@"
    """#
}
