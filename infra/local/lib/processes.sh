# Processes of a cluster: started in the background, remembered by id and start time, and only ever stopped by those.

# Starts a program; its output goes to logs/<name>.log.
start_process() { # <name> <command…>
    local name=$1 detach=()
    shift
    is_running "$name" && return 0
    mkdir -p "$run/pids" "$logs"
    ! command -v setsid >/dev/null || detach=(setsid)
    "${detach[@]}" "$@" >>"$logs/$name.log" 2>&1 </dev/null 9>&- &
    local id=$!
    disown "$id" 2>/dev/null || true
    printf '%s\n%s\n' "$id" "$(started_at "$id")" >"$run/pids/$name"
}

# When a process was started: with its id, that names it for ever, even when the id is used again. Nothing for one that has ended and waits to be
# collected by its parent. Linux tells it in ticks since the machine began, which no setting of the clock moves; a time of day would differ by a second at times.
started_at() { # <id>
    local stat
    if [[ -d /proc/self ]]; then
        { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
        set -- ${stat##*) }
        [[ $1 == Z ]] || echo "${20}"
    else
        ps -o stat=,lstart= -p "$1" 2>/dev/null | sed '/^Z/d; s/^[^ ]* *//; s/ *$//; s/  */ /g' || true
    fi
}

process_id() { # <name>: its id when it runs, else nothing
    local file=$run/pids/$1 id start
    [[ -f $file ]] || return 0
    { read -r id && read -r start; } <"$file" || return 0
    [[ -z $start || $(started_at "$id") != "$start" ]] || echo "$id"
}

is_running() { [[ -n $(process_id "$1") ]]; }

# Asks a process to end, and makes it end after some seconds.
stop_process() { # <name> <seconds> [<signal>]
    local name=$1 seconds=$2 signal=${3:-TERM} id
    id=$(process_id "$name")
    if [[ -n $id ]]; then
        kill -s "$signal" "$id" 2>/dev/null || true
        wait_until "$seconds" process_gone "$name" || kill -s KILL "$id" 2>/dev/null || true
        wait_until 5 process_gone "$name" || true
    fi
    rm -f "$run/pids/$name"
}

process_gone() { ! is_running "$1"; }

wait_until() { # <seconds> <command…>
    local end=$((SECONDS + $1 + 1))
    shift
    while ((SECONDS < end)); do
        "$@" && return 0
        sleep 0.05
    done
    return 1
}

# Runs a command that must not take longer than some seconds.
limited() { # <seconds> <command…>
    local seconds=$1 status=0
    shift
    if ! command -v timeout >/dev/null; then
        "$@"
        return
    fi
    timeout --kill-after=5 "$seconds" "$@" || status=$?
    ((status != 124)) || echo "infra: still running after $seconds s, ended: $*" >&2
    return "$status"
}

# Waits for a background job of this shell; past its time it is ended, and what it was doing is told.
wait_for_job() { # <process id> <seconds>
    if ! wait_until "$2" job_ended "$1"; then
        echo "infra: still running after $2 s, ended:" >&2
        ps -o pid,ppid,etimes,args -p "$(descendants "$1" | paste -sd, -)" >&2 || true
        kill -s KILL $(descendants "$1") 2>/dev/null || true
    fi
    wait "$1"
}

job_ended() { [[ -z $(started_at "$1") ]]; }

# Ids of the containers' keepers (shims) that serve an engine below a path of ours, and of everything they started.
containers_of() { # <path>
    local name pid
    for name in /proc/[0-9]*/comm; do
        pid=${name//[^0-9]/}
        if [[ $(cat "$name" 2>/dev/null) == containerd-shim* ]] && grep -qF -- "$1/" "/proc/$pid/cmdline" 2>/dev/null; then
            descendants "$pid"
        fi
    done | sort -un
}

descendants() { # <pid>
    local child
    echo "$1"
    for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
        descendants "$child"
    done
}

show_log_tail() { # <name>
    [[ ! -s $logs/$1.log ]] || { echo "--- the end of $logs/$1.log:"; tail -15 "$logs/$1.log"; } >&2
}
