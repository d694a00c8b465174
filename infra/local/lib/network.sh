# The machine's side of the network: a bridge, a namespace with a cable per node, and the way out.

choose_subnet() {
    local third candidate
    [[ -n ${subnet:-} ]] && return 0
    for third in 0 {1..99}; do
        candidate=172.30.$third.0/24
        if ! subnet_taken "$candidate"; then
            set_network "$candidate"
            return 0
        fi
    done
    fail "No free network among 172.30.0.0/24 … 172.30.99.0/24. Name one: CLUSTER_SUBNET=10.77.0.0/24 infra/up"
}

subnet_taken() { # <subnet>: true when an interface or a route of somebody else covers it
    ip -4 -o addr show | awk '{ print $2, $4 }' | grep -v "^$bridge " | grep -q " ${1%.*}\." && return 0
    ip -4 route show | grep -v " dev $bridge" | grep -q "^${1%.*}\."
}

choose_port() {
    local candidate
    [[ -n ${port:-} ]] && return 0
    for candidate in {6443..6543}; do
        if ! port_taken "$candidate"; then
            port=$candidate
            return 0
        fi
    done
    fail "No free port between 6443 and 6543. Name one: CLUSTER_PORT=7443 infra/up"
}

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || { command -v ss >/dev/null && ss -Hltn "sport = :$1" | grep -q .; }; }

host_network_up() {
    mkdir -p "$run_root/clusters"
    # Remembered by the first cluster, put back by the last.
    [[ -f $run_root/ip_forward ]] || cat /proc/sys/net/ipv4/ip_forward >"$run_root/ip_forward"
    : >"$run_root/clusters/$cluster_name"
    echo 1 >/proc/sys/net/ipv4/ip_forward

    ip link show "$bridge" >/dev/null 2>&1 || ip link add "$bridge" type bridge
    ip addr replace "$host_address/24" dev "$bridge"
    ip link set "$bridge" up
    nft -f - <<EOF
add table ip local_$short_name
delete table ip local_$short_name
table ip local_$short_name {
    chain postrouting {
        type nat hook postrouting priority srcnat; policy accept;
        ip saddr $subnet ip daddr != $subnet oifname != "$bridge" masquerade
    }
}
EOF
    open_host_firewall
}

# A Docker Engine of the machine sets the FORWARD policy to DROP; what our nodes send must pass.
open_host_firewall() {
    local direction
    command -v iptables >/dev/null || return 0
    iptables --wait 5 -S FORWARD 2>/dev/null | grep -q -- '-P FORWARD DROP' || return 0
    for direction in -i -o; do
        iptables --wait 5 -C FORWARD "$direction" "$bridge" -j ACCEPT 2>/dev/null || iptables --wait 5 -I FORWARD "$direction" "$bridge" -j ACCEPT
    done
}

host_network_down() {
    local direction
    ip link delete "$bridge" 2>/dev/null || true
    if command -v nft >/dev/null; then
        nft "add table ip local_$short_name; delete table ip local_$short_name" 2>/dev/null || true
    fi
    if command -v iptables >/dev/null; then
        for direction in -i -o; do
            while iptables --wait 5 -D FORWARD "$direction" "$bridge" -j ACCEPT 2>/dev/null; do :; done
        done
    fi
    rm -f "$run_root/clusters/$cluster_name"
    if [[ -f $run_root/ip_forward ]] && ! ls "$run_root"/clusters/* >/dev/null 2>&1; then
        cat "$run_root/ip_forward" >/proc/sys/net/ipv4/ip_forward
        rm -rf "$run_root/ip_forward" "$run_root/clusters"
    fi
}

node_network_up() { # <number>
    local namespace cable
    namespace=$(node_namespace "$1")
    cable=$(node_cable "$1")
    [[ -e /run/netns/$namespace ]] || ip netns add "$namespace"
    if ! ip link show "$cable" >/dev/null 2>&1; then
        ip link add "$cable" type veth peer name eth0 netns "$namespace"
    fi
    ip link set "$cable" master "$bridge" up
    ip -n "$namespace" addr replace "$(node_address "$1")/24" dev eth0
    ip -n "$namespace" link set lo up
    ip -n "$namespace" link set eth0 up
    ip -n "$namespace" route replace default via "$host_address"
}

node_network_down() { # <number>
    ip link delete "$(node_cable "$1")" 2>/dev/null || true
    ip netns delete "$(node_namespace "$1")" 2>/dev/null || true
}
