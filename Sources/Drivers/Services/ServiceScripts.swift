/// The script of a shell that holds a service.
enum ServiceScripts {
  /// Starts the container of a service, waits until it is ready, tells its addresses, and stays until it is told to end.
  ///
  /// The arguments: the folder for its accounts, engine, name of the container, name of the service, file for its output;
  /// then options for the engine, `--`, and what the container runs in the place of what the image says. All else comes by
  /// variables.
  ///
  /// `ready` in the folder has a line `NAME=value` for each variable that commands get, `address` what others reach it by,
  /// `ended` says how it ended where nobody told it to.
  static let holding = beginning + image + addresses + health + main

  private static let beginning = #"""
    folder=$1 engine=$2 container=$3 service=$4 log=$5
    shift 5
    case ${engine##*/} in podman) force='rm -f -v -t 0' ;; *) force='rm -f -v' ;; esac
    mkdir -p "$folder" "${log%/*}" || exit
    rm -f "$folder/ready" "$folder/refused" "$folder/address" "$folder/ended"
    : >"$log"
    client=
    # Gone is what the engine says is gone; that it says nothing means nothing.
    gone() { left=$("$engine" ps --all --quiet --filter "name=^$container\$" 2>/dev/null) && [ -z "$left" ]; }
    end() {
      trap '' INT TERM
      tries=0
      while [ "$tries" -lt 20 ]; do
        "$engine" $force "$container" >/dev/null 2>&1
        if gone; then break; fi
        tries=$((tries + 1))
        sleep 0.2
      done
      if [ -n "$client" ]; then wait "$client" 2>/dev/null; fi
      exit 0
    }
    trap end INT TERM
    last() { tail -n 1 "$log" | tr '\t' ' ' | cut -c 1-300; }
    # What is told has to be there as a whole.
    fail() {
      echo "service '$service' $1 (its output is in '$log')" >"$folder/refused.new"
      mv "$folder/refused.new" "$folder/refused"
      end
    }
    # One of a run that was killed.
    "$engine" $force "$container" >/dev/null 2>&1
    about() { "$engine" container inspect --format "$1" "$container" 2>/dev/null; }

    """#

  private static let image = #"""
    if [ -n "$SERVICE_FILE" ]; then
      sh -c "$SERVICE_BUILDING" sh "$engine" --iidfile "$folder/image" \
        --label "swtox.place=$SERVICE_PLACE" --label "swtox.project=$SERVICE_PROJECT" \
        ${SERVICE_PLATFORM:+--platform "$SERVICE_PLATFORM"} --file "$SERVICE_FILE" ${SERVICE_TARGET:+--target "$SERVICE_TARGET"} \
        "${SERVICE_FILE%/*}" >>"$log" 2>&1 & client=$!
      wait "$client" || fail "has no image: it could not be built: $(last)"
      client=
      image=$(cat "$folder/image")
    else
      image=$SERVICE_IMAGE
      if ! "$engine" image inspect "$image" >/dev/null 2>&1; then
        "$engine" pull ${SERVICE_PLATFORM:+--platform "$SERVICE_PLATFORM"} "$image" >>"$log" 2>&1 & client=$!
        wait "$client" || fail "has no image '$image': $(last)"
        client=
      fi
    fi

    """#

  private static let addresses = #"""
    ports=$SERVICE_PORTS
    if [ -z "$ports" ]; then
      for port in $("$engine" image inspect --format '{{range $port, $none := .Config.ExposedPorts}}{{$port}} {{end}}' \
        "$image" 2>/dev/null); do
        ports="$ports 0:$port"
      done
    fi
    listens() { cat "/proc/$1/net/tcp" "/proc/$1/net/tcp6" 2>/dev/null | grep -q ":$(printf %04X "$2") [0-9A-F:]* 0A "; }
    bind=127.0.0.1
    if [ -n "${TOX_DOCKER_GATEWAY:-}" ]; then bind=0.0.0.0; fi
    # Options come before the image, and what it runs after it.
    count=$#
    while [ "$count" -gt 0 ] && [ "$1" != -- ]; do
      set -- "$@" "$1"
      shift
      count=$((count - 1))
    done
    shift
    count=$((count - 1))
    words=0
    # Now what it runs stands first; it goes to the end, after all options and the image.
    for port in $ports; do
      inside=${port#*:} outside=${port%%:*}
      if [ "$SERVICE_NETWORK" = host ]; then
        case $inside in */udp) continue ;; esac
        if listens self "${inside%/*}"; then fail "cannot have port ${inside%/*} of the machine: something listens there"; fi
        continue
      fi
      if [ "$outside" = 0 ]; then outside=; fi
      set -- "$@" --publish "$bind:$outside:$inside"
    done
    for link in $SERVICE_LINKS; do
      set -- "$@" --add-host "${link#*:}:$(cat "$folder/../${link%%:*}/address")"
    done
    set -- "$@" "$image"
    while [ "$count" -gt 0 ]; do
      set -- "$@" "$1"
      shift
      count=$((count - 1))
    done
    name_of() {
      for name in $SERVICE_NAMES; do
        if [ "${name%%=*}" = "$1" ]; then echo "${name#*=}" && return; fi
      done
      echo "${SERVICE_PREFIX}_$(echo "$1" | tr a-z/ A-Z_)_PORT"
    }
    # Where it is found by other containers, and by commands.
    tell() {
      address=127.0.0.1
      if [ "$SERVICE_NETWORK" = host ]; then
        if [ -n "$SERVICE_INSIDE" ]; then
          fail "is on the machine's network, and the container of the commands is not: give both the same 'network'"
        fi
      else
        address=
        for address in $(about '{{.NetworkSettings.IPAddress}} {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}'); do
          break
        done
        if [ -z "$address" ]; then
          if [ -n "$SERVICE_INSIDE" ]; then fail "has no address that other containers reach: give both the same 'network'"; fi
          address=127.0.0.1
        fi
      fi
      host=$address
      if [ -z "$SERVICE_INSIDE" ]; then host=${TOX_DOCKER_GATEWAY:-127.0.0.1}; fi
      echo "$address" >"$folder/address"
      {
        echo "${SERVICE_HOST:-${SERVICE_PREFIX}_HOST}=$host"
        echo "${SERVICE_CONTAINER:-${SERVICE_PREFIX}_CONTAINER}=$container"
        for port in $ports; do
          inside=${port#*:}
          number=${inside%/*}
          if [ -z "$SERVICE_INSIDE" ] && [ "$SERVICE_NETWORK" != host ]; then
            number=$("$engine" port "$container" "$inside" 2>/dev/null | head -n 1)
            number=${number##*:}
          fi
          echo "$(name_of "$inside")=$number"
        done
      } >"$folder/ready.new"
      mv "$folder/ready.new" "$folder/ready"
    }

    """#

  private static let health = #"""
    failures=0
    runs=
    process=none
    why='it was not started'
    # Whether it is ready; what it lacks is in 'why'. Who has no check of its own is asked for its ports.
    healthy() {
      # Its own process tells more cheaply than the engine whether it still runs.
      if [ ! -r "/proc/$process/net/tcp" ] && [ "$(about '{{.State.Running}}')" != true ]; then return 1; fi
      # A busy machine may take long to start it, which is not its fault.
      if [ -z "$runs" ]; then
        runs=yes
        begun=$(date +%s)
      fi
      if [ -n "$SERVICE_HEALTH" ]; then
        # It may end the shell that runs it.
        answer=$(timeout -k 1 "$SERVICE_HEALTH_TIMEOUT" "$engine" exec "$container" /bin/sh -c \
          '/bin/sh -c "$1"; code=$?; echo; echo "swtox-health $code"' sh "$SERVICE_HEALTH" 2>&1)
        if [ "${answer##*swtox-health }" = 0 ]; then return 0; fi
        why="its health check failed: $(echo "$answer" | grep -v -e '^swtox-health' -e '^$' | tail -n 1 | cut -c 1-200)"
        if [ $(($(date +%s) - begun)) -ge "$SERVICE_HEALTH_START" ]; then failures=$((failures + 1)); fi
        if [ "$failures" -ge "$SERVICE_HEALTH_RETRIES" ]; then fail "is not healthy: $why"; fi
        pause=$SERVICE_HEALTH_INTERVAL
        return 1
      fi
      if [ -n "$(about '{{if .Config.Healthcheck}}yes{{end}}')" ]; then
        why='its health check failed'
        # podman leaves its checks to timers of systemd, which are not everywhere.
        if [ "${engine##*/}" = podman ]; then "$engine" healthcheck run "$container" >/dev/null 2>&1; return; fi
        state=$(about '{{.State.Health.Status}}')
        if [ "$state" = unhealthy ]; then fail "is not healthy: $why"; fi
        [ "$state" = healthy ]
        return
      fi
      if [ ! -r "/proc/$process/net/tcp" ]; then process=$(about '{{.State.Pid}}'); fi
      if [ ! -r "/proc/$process/net/tcp" ]; then
        # It has just ended, or it runs on another machine, of which nothing more can be known.
        sleep 0.3
        [ "$(about '{{.State.Running}}')" = true ]
        return
      fi
      for port in $ports; do
        inside=${port#*:}
        case $inside in */udp) continue ;; esac
        why="it does not listen to port ${inside%/*}"
        listens "$process" "${inside%/*}" || return 1
      done
    }

    """#

  private static let main = #"""
    "$engine" run --name "$container" "$@" >>"$log" 2>&1 </dev/null &
    client=$!
    begun=$(date +%s)
    # Each look costs a program of the engine; who takes long is looked at less often.
    pause=0.1
    looks=0
    told=
    until healthy; do
      kill -0 "$client" 2>/dev/null || { client= && fail "ended before it was ready: $(last)"; }
      waited=$(($(date +%s) - begun))
      if [ "$waited" -ge $((SERVICE_LIMIT + (${#runs} > 0 ? 0 : 120))) ]; then
        fail "was not ready after $SERVICE_LIMIT s, its 'start_timeout': $why"
      fi
      if [ -z "$told" ] && [ "$waited" -ge 2 ]; then
        told=yes
        echo "swtox: waiting for service '$service', $SERVICE_LIMIT s at most: $why"
      fi
      looks=$((looks + 1))
      if [ "$looks" = 10 ] && [ "$pause" = 0.1 ]; then pause=0.5; fi
      sleep "$pause" &
      wait $!
    done
    tell
    # An end that nobody asked for explains failures of those who need it.
    # What a shell says of those that it ends itself is none of it.
    exec 2>/dev/null
    wait "$client"
    code=$?
    client=
    ending="service '$service' ended while commands ran (exit code $code): $(last)"
    echo "swtox: $ending"
    echo "$ending" >"$folder/ended.new"
    mv "$folder/ended.new" "$folder/ended"
    while :; do
      sleep 3600 &
      wait $!
    done
    """#
}
