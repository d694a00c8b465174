# What must be on the machine, and how it gets there.

# program:Debian package
simulated_programs=(dotnet:dotnet-sdk-10.0 curl:curl)
azure_programs=(node:nodejs npm:npm)
node_programs=(dockerd:docker.io containerd:containerd nft:nftables ip:iproute2 nsenter:util-linux busybox:busybox-static gcc:gcc curl:curl ps:procps)

missing_programs() { # <program:package…>: the pairs whose program is not there
    local pair
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || echo "$pair"
    done
}

has_static_libc() { [[ -n $(find /usr/lib /usr/lib64 -name libc.a -print -quit 2>/dev/null) ]]; }

require_simulated() {
    local missing
    [[ $cluster_mode != azure-local ]] || simulated_programs+=("${azure_programs[@]}")
    missing=$(missing_programs "${simulated_programs[@]}")
    [[ -z $missing ]] || explain_missing "$missing"
}

require_nodes() {
    [[ $(uname -s) == Linux ]] || fail "Nodes with containers need Linux. Here, try: infra/up --simulated 3"
    [[ $(id -u) == 0 ]] ||
        fail "Nodes need network namespaces and Docker Engines, which need root. Run: sudo infra/up   (or, without root: infra/up --simulated 3)"
    command -v dotnet >/dev/null || explain_missing dotnet:dotnet-sdk-10.0
    local missing packages
    [[ $cluster_mode != azure-local ]] || node_programs+=("${azure_programs[@]}")
    missing=$(missing_programs "${node_programs[@]}")
    has_static_libc || missing+=$'\nlibc.a:libc6-dev'
    packages=$(echo "$missing" | sed '/^$/d; s/.*://' | sort -u | tr '\n' ' ')
    [[ -n $packages ]] || return 0
    command -v apt-get >/dev/null || explain_missing "$missing"
    install_packages $packages
}

install_packages() {
    say "installing from Debian: $*"
    # Debian would start a Docker Engine for the machine itself; nobody has asked for one.
    local policy=/usr/sbin/policy-rc.d log=$logs/apt.log
    mkdir -p "$logs"
    [[ -e $policy ]] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f /usr/sbin/policy-rc.d' RETURN; }
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
        tail -15 "$log" >&2
        fail "apt-get could not install: $*. Its output is in $log."
    fi
}

explain_missing() { # <program:package lines>
    local pair
    {
        echo "Missing on this machine:"
        for pair in $1; do
            case ${pair%%:*} in
                dotnet) echo "  dotnet      the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0, or your distribution's dotnet-sdk-10.0" ;;
                dockerd) echo "  dockerd     Docker Engine 20.10 or newer (Debian: docker.io; others: docker-ce or moby-engine)" ;;
                libc.a) echo "  libc.a      the C library for static linking (Debian: libc6-dev; Fedora: glibc-static; Arch: glibc)" ;;
                busybox) echo "  busybox     statically linked (Debian: busybox-static; others: busybox)" ;;
                *) printf '  %-11s package %s, or what your distribution calls it\n' "${pair%%:*}" "${pair##*:}" ;;
            esac
        done
    } >&2
    fail "Install these and run the command again."
}
