# The control plane as Azure runs it, on this machine: Azurite for Table Storage, our emulators for Service Bus and the Functions host, the gateway.

azure_ports() {
    table_port=$((port + 1)) servicebus_port=$((port + 2)) gateway_port=$((port + 3))
    front_ca=$cluster_home/front-ca.crt
    storage="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=$azurite_key;TableEndpoint=http://$host_address:$table_port/devstoreaccount1;"
    servicebus="Endpoint=sb://$host_address:$servicebus_port;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=$servicebus_key;UseDevelopmentEmulator=true"
    gateway=https://$host_address:$gateway_port
}

# Known to everybody: Azurite's only account. What it protects is on this machine alone.
azurite_key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
servicebus_key=local-development-only

control_plane_azure_up() {
    azure_ports
    azurite_up
    write_app_settings
    functions_up
    gateway_up
    write_kubeconfig
    wait_until 30 control_plane_answers || {
        show_log_tail functions
        fail "The Functions app does not answer at $server."
    }
}

azurite_up() {
    is_running azurite && return 0
    say "starting Azurite (Table Storage) at $host_address:$table_port"
    # Its memory begins empty: keys made for another one are worth nothing.
    rm -rf "$kubeconfig" "$cluster_home/pki/ca.crt" "$cluster_home/join-token" "$cluster_home"/nodes/*/agent/pki
    limited 300 "$repository/infra/azurite/install" || fail "Azurite could not be installed from npm."
    start_process azurite node "$repository/infra/azurite/node_modules/azurite/dist/src/table/main.js" --tableHost "$host_address" --tablePort "$table_port" \
        --inMemoryPersistence --skipApiVersionCheck --silent --disableTelemetry
    wait_until 20 table_service_answers || {
        show_log_tail azurite
        fail "Azurite does not answer at $host_address:$table_port."
    }
}

# Any answer will do, a refusal included.
table_service_answers() { [[ $(curl --silent --max-time 2 --output /dev/null --write-out '%{http_code}' "http://$host_address:$table_port/") != 000 ]]; }

# As the app settings of a Functions app are: names and values.
write_app_settings() {
    (umask 077 && cat >"$cluster_home/app-settings" <<EOF
Storage=$storage
ServiceBus=$servicebus
WorkQueue=work
PublicUrl=$server
GatewayUrl=$gateway
AdvertiseAddress=$host_address
AdvertisePort=$gateway_port
ServiceCidr=$service_cidr
PodCidr=$pod_cidr
ClusterName=$cluster_name
EOF
    )
}

functions_up() {
    is_running functions && return 0
    say "starting the Functions app, up to $function_instances instances, at $server"

    # The emulated Service Bus loses its messages with its process, and with them word of changes: what would be noticed within five minutes is looked for at once.
    local again=()
    [[ ! -s $kubeconfig ]] || again=(--timers-at-start)
    start_process functions "$emulators_program" start --app "$programs/control-plane" --instances "$function_instances" --settings "$cluster_home/app-settings" \
        --bind "$host_address" --bind 127.0.0.1 --port "$port" --servicebus-port "$servicebus_port" --tls-ca "$front_ca" --info "$cluster_home/functions.json" "${again[@]}"
    wait_until 30 functions_settled || true
    [[ -s $cluster_home/functions.json ]] || {
        show_log_tail functions
        fail "The Functions host did not start."
    }
}

functions_settled() { [[ -s $cluster_home/functions.json ]] || ! is_running functions; }

gateway_up() {
    is_running gateway && return 0
    say "starting the gateway at $gateway"
    local settings=()
    mapfile -t settings <"$cluster_home/app-settings"
    start_process gateway env "${settings[@]}" "$control_plane_program" gateway --bind "$host_address" --bind 127.0.0.1 --port "$gateway_port"
}

write_kubeconfig() {
    [[ -s $kubeconfig ]] && return 0
    mkdir -p "$cluster_home/pki"
    limited 90 "$cli_program" kubeconfig --storage "$storage" --server "$server" --server-ca "$front_ca" --gateway "$gateway" --cluster-name "$cluster_name" \
        --output "$kubeconfig" --ca-output "$cluster_home/pki/ca.crt" || {
        show_log_tail functions
        fail "The cluster's keys could not be read."
    }
}

# What an agent is told besides its name: a Functions front end passes no client certificate and ends every watch.
azure_agent_options() {
    azure_ports
    printf '%s\n' --auth token --events doorbell --tls-trust "$front_ca"
}

# The host and every handler it has started, at once.
stop_functions_hard() {
    local id
    id=$(process_id functions)
    [[ -n $id ]] || return 0
    kill -s KILL $(descendants "$id") 2>/dev/null || true
    wait_until 5 process_gone functions || true
    rm -f "$run/pids/functions" "$cluster_home/functions.json"
}

chaos() { # <seconds> <seed>
    curl --silent --show-error --fail --request POST "http://127.0.0.1:$servicebus_port/\$emulator/chaos?killEvery=$1&seed=$2" >/dev/null
}
