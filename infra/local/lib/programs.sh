# Our programs and images, built when their sources have changed.

source_digest() {
    (cd "$repository" && find src Directory.Build.props Directory.Packages.props global.json -type d \( -name bin -o -name obj \) -prune -o -type f -print |
        LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
}

runtime_identifier() {
    local system=linux machine=x64
    [[ $(uname -s) != Darwin ]] || system=osx
    case $(uname -m) in aarch64 | arm64) machine=arm64 ;; esac
    echo "$system-$machine"
}

build_programs() {
    local digest
    [[ -z ${CLUSTER_AS_BUILT:-} ]] || return 0
    mkdir -p "$programs"
    digest=$(source_digest)
    if [[ -f $programs/.sources && $(<"$programs/.sources") == "$digest" ]]; then
        return 0
    fi
    say "building the programs (ahead of time, for a fast start)"
    publish ControlPlaneHost control-plane
    publish NodeHost node
    publish Cli cli
    publish Emulators emulators
    echo "$digest" >"$programs/.sources"
}

# Into a new directory, which then takes the old one's place: processes that run keep the files they have mapped. Build servers outlive the build, and
# must not keep its lock.
publish() { # <project> <directory>
    local log=$programs/$2.log
    rm -rf "$programs/$2.new"
    if ! dotnet publish "$repository/src/CloudOrchestrator.$1" --configuration Release --runtime "$(runtime_identifier)" --self-contained false \
        -p:PublishReadyToRun=true -p:DebugType=none --output "$programs/$2.new" --nologo --verbosity quiet >"$log" 2>&1 9>&-; then
        grep -E 'error|warning' "$log" | sort -u | head -20 >&2
        fail "dotnet publish of $1 failed; its output is in $log."
    fi
    rm -rf "$programs/$2"
    mv "$programs/$2.new" "$programs/$2"
}

build_images() {
    local line
    "$repository/infra/images/build" "$images" | while read -r line; do say "$line"; done
}

# One builder at a time, however many clusters start.
build_all() { # [images]
    mkdir -p "$repository/artifacts"
    (
        ! command -v flock >/dev/null || flock 9
        build_programs
        [[ ${1:-} != images ]] || build_images
    ) 9>"$repository/artifacts/.build-lock"
}

control_plane_program=$programs/control-plane/CloudOrchestrator.ControlPlaneHost
node_program=$programs/node/CloudOrchestrator.NodeHost
emulators_program=$programs/emulators/CloudOrchestrator.Emulators
cli_program=$programs/cli/cloudorchestrator
