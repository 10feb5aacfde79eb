/// The scripts of a shell by which containers are driven.
enum ContainerScripts {
  /// Asks something of an image, more than once: podman does not find one while others are removed.
  private static let inspecting = #"""

    inspect() {
      for pause in 0.2 0.4 0; do
        "$engine" image inspect --format "{{$1}}" "$2" 2>/dev/null 8>&- && return
        sleep "$pause"
      done
      return 1
    }

    """#

  /// Fetches an image unless it is there, and writes down which one it is: names may come to mean others, and podman loses
  /// names that are given at once. The arguments: engine, image, file; then options.
  static let pulling = #"""
    engine=$1 image=$2 file=$3
    shift 3
    """# + inspecting + #"""
      # An image of another platform may be there under the same name.
      { [ $# = 0 ] && inspect .Id "$image" >/dev/null; } || "$engine" pull "$@" "$image" || exit
      inspect .Id "$image" >"$file"
      """#

  /// Builds an image. What podman works in meanwhile goes with it, also when it is stopped, of which podman itself takes no
  /// care; it is known by an argument of the build. The arguments: engine; then those of its command `build`.
  static let building = #"""
    engine=$1
    shift
    case ${engine##*/} in podman) ;; *) exec "$engine" build "$@" ;; esac
    mark=$(cat /proc/sys/kernel/random/uuid)
    # The engine gets the signals too, and this goes on when it has ended.
    trap : INT TERM
    "$engine" build --build-arg "SWTOX_BUILD=$mark" "$@"
    code=$?
    if [ "$code" = 0 ]; then exit 0; fi
    trap '' INT TERM
    store=$("$engine" info --format '{{.Store.GraphRoot}}')
    places=
    for file in "$store"/*-containers/*/userdata/buildah.json; do
      grep -qs "$mark" "$file" || continue
      place=${file%/userdata/buildah.json}
      places="$places ${place##*/}"
    done
    if [ -n "$places" ]; then "$engine" rm --force $places >/dev/null 2>&1; fi
    exit "$code"
    """#

  /// An engine that does not hand on how commands end would have tests pass that fail. The arguments: engine, file with
  /// the identity of an image.
  static let probing = #"""
    rm -f "$2.probe"
    "$1" run --rm --cidfile "$2.probe" --network=none --entrypoint /bin/sh "$(cat "$2")" -c 'exit 5'
    code=$?
    # What podman watches the container with ends a moment later.
    container=$(cat "$2.probe" 2>/dev/null)
    rm -f "$2.probe"
    pauses=0
    while [ -n "$container" ] && [ "$pauses" -lt 200 ] && grep -qs -e "-c.$container" /proc/[0-9]*/cmdline; do
      sleep 0.05
      pauses=$((pauses + 1))
    done
    [ "$code" = 5 ] && exit 0
    echo "swtox: ${1##*/} is not to be trusted here: a command that ended with exit code 5 was told to have ended with $code" >&2
    [ "$code" = 0 ] && echo "swtox: is it a client of docker that speaks to podman's service? 'engine' chooses another" >&2
    [ "$code" = 127 ] && echo "swtox: the image has no /bin/sh, by which commands run" >&2
    exit 1
    """#

  /// Holds a container until it is told to end. The container ends by itself when this shell is killed, since then nobody
  /// holds the pipe any more that its first process reads. The arguments: folder of control, engine, name, file with the
  /// identity of an image, folder of the services that it knows by name or nothing; then options.
  static let holding = #"""
    control=$1 engine=$2 name=$3 image=$(cat "$4" 2>/dev/null) services=$5
    shift 5
    for file in "$services"/*/address; do
      if [ -n "$services" ] && [ -e "$file" ]; then
        own=${file%/address}
        set -- "$@" --add-host "${own##*/}:$(cat "$file")"
      fi
    done
    case ${engine##*/} in podman) force='rm -f -t 0' ;; *) force='rm -f' ;; esac
    mkdir -p "$control"
    # Whoever the image says writes here.
    chmod 777 "$control"
    rm -f "$control/alive" "$control/ready" "$control/refused"
    """# + inspecting + #"""
      own=$(inspect .Config.User "$image") || {
        echo "the image of the environment is gone; '-r' makes it anew" >"$control/refused"
        exit 1
      }
      # The container itself is root's, and commands run as the image says.
      printf %s "$own" >"$control/user"
      mkfifo -m 666 "$control/alive" || exit
      exec 8<>"$control/alive"
      # One of a run that was killed.
      "$engine" $force "$name" >/dev/null 2>&1 8>&-
      starting=
      end() {
        trap '' INT TERM
        # Who starts it may be through with it only after it was removed.
        if [ -n "$starting" ]; then wait "$starting" 2>/dev/null; fi
        tries=0
        while [ "$tries" -lt 20 ]; do
          "$engine" $force "$name" >/dev/null 2>&1 8>&-
          "$engine" container inspect "$name" >/dev/null 2>&1 8>&- || break
          tries=$((tries + 1))
          sleep 0.1
        done
        exit 0
      }
      trap end INT TERM
      "$engine" run -d --rm --name "$name" --volume "$control:/run/swtox" "$@" --user 0 --entrypoint /bin/sh "$image" \
        -c 'exec 3<>/run/swtox/alive 4</run/swtox/alive 3>&-; read -r word <&4' >"$control/said" 2>&1 8>&- &
      starting=$!
      wait "$starting"
      code=$?
      if [ "$code" != 0 ]; then
        cat "$control/said"
        echo "${engine##*/} could not start the container: $(tail -n 1 "$control/said") (exit code $code)" >"$control/refused"
        end
      fi
      starting=
      # From here on there is nothing to say but how the shell itself is told to end.
      exec 2>/dev/null
      : >"$control/ready"
      while :; do
        sleep 3600 8>&- &
        wait $!
      done
      """#

  /// Takes an image that was built as what an environment starts from. The arguments: engine, file with its identity, files
  /// to write that to.
  static let taking = #"""
    engine=$1 image=$(cat "$2")
    shift 2
    "$engine" image inspect "$image" >/dev/null 2>&1 || {
      echo "swtox: image $image is gone; '-p' builds it anew" >&2
      exit 1
    }
    for file in "$@"; do echo "$image" >"$file" || exit; done
    """#

  /// Keeps a container as an image; the one that was kept before goes. The arguments: engine, container, name, file for the
  /// identity, file with that of the image before.
  static let committing = #"""
    engine=$1 container=$2 name=$3 file=$4 base=$5
    old=$(cat "$file" 2>/dev/null)
    own=$("$engine" image inspect --format '{{.Config.User}}' "$(cat "$base")")
    "$engine" commit --change "USER ${own:-root}" "$container" "$name" >"$file.new" || exit
    "$engine" image inspect --format '{{.Id}}' "$name" >"$file" || exit
    rm -f "$file.new"
    if [ -n "$old" ]; then "$engine" rmi "$old" >/dev/null 2>&1; fi
    exit 0
    """#

  /// Installs packages by what is there for them. The arguments: files.
  static let installing = #"""
    one=$1
    need() { echo "swtox: the image has neither of $1 to install '$one'" >&2; exit 1; }
    case $one in
    *.deb)
      if command -v apt-get >/dev/null; then
        install() {
          apt-get -qq -y -o APT::Sandbox::User=root -o Dpkg::Use-Pty=0 install --no-install-recommends --reinstall \
            --allow-downgrades "$@"
        }
        install "$@" && exit 0
        apt-get -qq update && install "$@"
        exit
      fi
      command -v dpkg >/dev/null || need "apt-get, dpkg"
      exec dpkg -i "$@" ;;
    *.rpm)
      for program in dnf microdnf yum zypper; do
        command -v "$program" >/dev/null || continue
        if [ "$program" = zypper ]; then exec zypper -n install --allow-unsigned-rpm "$@"; fi
        # Of the same version with another content there would be nothing to do.
        for file in "$@"; do
          owned=$(rpm -qp --qf '%{NAME}' "$file" 2>/dev/null) && rpm -q "$owned" >/dev/null 2>&1 &&
            { rpm --nodeps -e "$owned" || exit; }
        done
        exec "$program" -y install "$@"
      done
      command -v rpm >/dev/null || need "dnf, microdnf, yum, zypper, rpm"
      if [ -e /etc/debian_version ]; then exec rpm --force-debian -U --replacepkgs --oldpackage "$@"; fi
      exec rpm -U --replacepkgs --oldpackage "$@" ;;
    *.tgz)
      command -v npm >/dev/null || need npm
      exec npm install -g --no-audit --no-fund "$@" ;;
    esac
    need "a program"
    """#
}
