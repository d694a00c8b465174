# Nodes: a network namespace each, with a containerd, a Docker Engine and an agent of its own.

in_node() { # <number> <command…>
    local number=$1
    shift
    nsenter --net="/run/netns/$(node_namespace "$number")" "$@"
}

node_up() { # <number>
    mkdir -p "$(node_home "$1")" "$(node_run "$1")"
    node_network_up "$1"
    engine_up "$1"
    # The images are loaded while the agent joins; nobody asks for them before all of this is done.
    wait_until 60 test -s "$cluster_home/join-token" || return 1
    agent_up "$1"
    load_images "$1"
}

engine_up() { # <number>
    local name place sockets
    name=$(node_name "$1")
    place=$(node_home "$1")
    sockets=$(node_run "$1")
    is_running "$name-engine" && return 0
    end_node_processes "$1"
    rm -f "$sockets/docker.pid"

    # A containerd of its own: an engine would otherwise share the machine's, and all nodes' containers with it.
    cat >"$place/containerd.toml" <<EOF
version = 2
root = "$place/containerd"
state = "$sockets/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
address = "$sockets/containerd.sock"
EOF
    # A file of its own also keeps the settings of the machine's engine out.
    cat >"$place/docker.json" <<EOF
{ "log-level": "warn", "exec-opts": ["native.cgroupdriver=cgroupfs"], "cgroup-parent": "$(node_cgroup "$1")" }
EOF
    start_process "$name-containerd" nsenter --net="/run/netns/$(node_namespace "$1")" containerd --config "$place/containerd.toml" --log-level warn
    wait_until 15 test -S "$sockets/containerd.sock" || {
        show_log_tail "$name-containerd"
        fail "The containerd of $name does not start."
    }
    start_process "$name-engine" nsenter --net="/run/netns/$(node_namespace "$1")" dockerd --config-file "$place/docker.json" --data-root "$place/docker" \
        --exec-root "$sockets/docker" --pidfile "$sockets/docker.pid" --host "unix://$sockets/docker.sock" --containerd "$sockets/containerd.sock" \
        --iptables=false --ip6tables=false --bridge=none
    wait_until 30 engine_answers "$1" || {
        show_log_tail "$name-engine"
        fail "The Docker Engine of $name does not answer."
    }
}

engine_call() { # <number> <path> [<curl arguments…>]
    local number=$1 path=$2
    shift 2
    curl --silent --show-error --fail --unix-socket "$(node_socket "$number")" "$@" "http://docker$path"
}

engine_answers() { engine_call "$1" /_ping --max-time 2 >/dev/null 2>&1; }

load_images() { # <number>
    local archive stamp
    stamp=$(node_home "$1")/images
    [[ -f $stamp && $(<"$stamp") == $(<"$images/.sources") ]] && return 0
    for archive in "$images"/*.tar; do
        engine_call "$1" /images/load --max-time 60 --request POST --header 'Content-Type: application/x-tar' --data-binary "@$archive" >/dev/null || {
            show_log_tail "$(node_name "$1")-engine"
            show_log_tail "$(node_name "$1")-containerd"
            fail "The Docker Engine of $(node_name "$1") does not load ${archive##*/}."
        }
    done
    cp "$images/.sources" "$stamp"
}

agent_up() { # <number>
    local name place options=()
    [[ $cluster_mode != azure-local ]] || mapfile -t options < <(azure_agent_options)
    name=$(node_name "$1")
    place=$(node_home "$1")
    start_process "$name-agent" nsenter --net="/run/netns/$(node_namespace "$1")" "$node_program" --server "$server" --ca "$cluster_home/pki/ca.crt" \
        --token "$(join_token)" --name "$name" --address "$(node_address "$1")" --data "$place/agent" --docker "unix://$(node_socket "$1")" \
        --pod-cidr "$pod_cidr" "${options[@]}"
}

agents_simulated_up() {
    local options=()
    [[ $cluster_mode != azure-local ]] || mapfile -t options < <(azure_agent_options)
    start_process agents "$node_program" --server "$server" --ca "$cluster_home/pki/ca.crt" --token "$(join_token)" \
        --data "$cluster_home/nodes" --pod-cidr "$pod_cidr" --simulated "$simulated_count" "${options[@]}"
}

# One token for all nodes of this cluster, kept with the cluster's keys.
join_token() {
    local file=$cluster_home/join-token
    if [[ ! -s $file ]]; then
        (umask 077 && limited 60 "$cli_program" node token create --kubeconfig "$kubeconfig" --ttl 0 --description "local nodes" --token-only >"$file.new") ||
            fail "No join token could be created."
        mv "$file.new" "$file"
    fi
    cat "$file"
}

node_cgroup() { echo "/cloudorchestrator/$cluster_name/$(node_name "$1")"; }

# Everything a node runs, at once and without a word to anybody, as when its power fails.
cut_power() { # <number>
    ip link set "$(node_cable "$1")" down 2>/dev/null || true
    end_node_processes "$1"
}

end_node_processes() { # <number>
    local name pids
    name=$(node_name "$1")
    for _ in 1 2 3; do
        pids=$({ process_id "$name-agent"; process_id "$name-engine"; process_id "$name-containerd"; containers_of "$(node_run "$1")"; } | sort -un)
        [[ -n $pids ]] || break
        kill -s KILL $pids 2>/dev/null || true
        sleep 0.1
    done
    rm -f "$run/pids/$name"-*
    unmount_below "$(node_home "$1")"
    unmount_below "$(node_run "$1")"
    remove_cgroups "$(node_cgroup "$1")"
}

# Engines leave mounts behind: overlays, network namespaces, tmpfs.
unmount_below() { # <directory>
    local mount
    awk -v root="$1/" 'index($5, root) == 1 { print $5 }' /proc/self/mountinfo | sort -r | while read -r mount; do
        umount --lazy "$(printf '%b' "$mount")" 2>/dev/null || true
    done
}

remove_cgroups() { # <path>
    local top
    for top in /sys/fs/cgroup "/sys/fs/cgroup"/*; do
        [[ -d $top$1 ]] || continue
        find "$top$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
}

remove_node() { # <number>
    cut_power "$1"
    node_network_down "$1"
    rm -rf "$(node_run "$1")"
}

existing_nodes() { # numbers of the nodes there are, whatever the count asked for now
    local place
    for place in "$cluster_home"/nodes/node-* "$run"/node-*; do
        [[ ! -d $place ]] || echo "${place##*-}"
    done | sort -un
}
