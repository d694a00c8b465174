# What a local cluster is called and where it keeps things. Sourced by infra/local/cluster.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)

cluster_name=${CLUSTER_NAME:-cloudorchestrator}
cluster_home=${CLUSTER_HOME:-${CLOUDORCHESTRATOR_HOME:-$repository/.cloudorchestrator}}
node_count=${CLUSTER_NODES:-3}
simulated_count=${CLUSTER_SIMULATED:-0}
cluster_mode=${CLUSTER_MODE:-}
function_instances=${CLUSTER_INSTANCES:-2}
service_cidr=${CLUSTER_SERVICE_CIDR:-10.96.0.0/16}
pod_cidr=${CLUSTER_POD_CIDR:-10.244.0.0/16}
# A range for each of thousands of nodes; nothing is ever sent to a simulated pod.
if ((simulated_count > 250)); then
    pod_cidr=${CLUSTER_POD_CIDR:-10.128.0.0/9}
fi

# Built programs and images are the repository's, shared by all clusters.
programs=$repository/artifacts/programs
images=$repository/artifacts/images

# Sockets: their paths must stay under 108 characters, which a deep home directory would exceed.
run_root=/run/cloudorchestrator
run=$run_root/$cluster_name
if ((simulated_count > 0)) || [[ $(id -u) != 0 || -d $cluster_home/run ]]; then
    run=$cluster_home/run
fi
logs=$cluster_home/logs
kubeconfig=$cluster_home/admin.kubeconfig

# Interface names have at most 15 characters.
short_name=$cluster_name
if ((${#short_name} > 8)); then
    short_name=co$(printf %s "$cluster_name" | cksum | cut -d' ' -f1 | cut -c1-6)
fi
bridge=br-$short_name

export PATH=$PATH:/usr/sbin:/sbin

node_name() { echo "node-$1"; }
node_namespace() { echo "$cluster_name-$(node_name "$1")"; }
node_home() { echo "$cluster_home/nodes/$(node_name "$1")"; }
node_run() { echo "$run/$(node_name "$1")"; }
node_cable() { echo "$short_name-n$1"; }
node_address() { echo "$network_prefix.$((10 + $1))"; }
node_socket() { echo "$(node_run "$1")/docker.sock"; }

say() { printf '\033[1m%5.1fs\033[0m  %s\n' "$(elapsed)" "$*"; }
fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}
elapsed() { awk -v now="$(date +%s.%N 2>/dev/null | tr -d N)" -v then="$started" 'BEGIN { printf "%.1f", now - then }'; }
started=${CLUSTER_STARTED:-$(date +%s.%N 2>/dev/null | tr -d N)}

# The subnet and port are chosen once and kept: certificates and kubeconfigs name them.
load_state() {
    local state=$cluster_home/cluster.env
    [[ ! -f $state ]] || . "$state"
    subnet=${subnet:-${CLUSTER_SUBNET:-}}
    port=${port:-${CLUSTER_PORT:-}}
    cluster_mode=${mode:-${cluster_mode:-standalone}}
    [[ -z $subnet ]] || set_network "$subnet"
}

set_network() { # <a.b.c.0/24>
    subnet=$1
    network_prefix=${subnet%.*}
    host_address=$network_prefix.1
}

save_state() {
    printf 'subnet=%s\nport=%s\nmode=%s\n' "$subnet" "$port" "$cluster_mode" >"$cluster_home/cluster.env"
}
