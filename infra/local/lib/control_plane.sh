# The control plane: one process on this machine.

control_plane_up() {
    if [[ $cluster_mode == azure-local ]]; then
        control_plane_azure_up
        return
    fi
    local addresses=(--bind 127.0.0.1)
    is_running control-plane && return 0
    if ((simulated_count == 0)); then
        addresses=(--bind "$host_address" --bind 127.0.0.1)
    fi
    say "starting the control plane at $server"
    start_process control-plane "$control_plane_program" --data "$cluster_home" "${addresses[@]}" --port "$port" --advertise-address "$host_address" \
        --service-cidr "$service_cidr" --pod-cidr "$pod_cidr" --cluster-name "$cluster_name"
    wait_until 30 control_plane_settled || true
    control_plane_answers || {
        show_log_tail control-plane
        fail "The control plane does not answer at $server."
    }
}

control_plane_settled() { control_plane_answers || ! is_running control-plane; }

# Whose signature the server's certificate bears.
server_ca() { if [[ $cluster_mode == azure-local ]]; then echo "$cluster_home/front-ca.crt"; else echo "$cluster_home/pki/ca.crt"; fi; }

# Without credentials it may say no more than that it is there.
control_plane_answers() {
    [[ -s $kubeconfig && -s $cluster_home/pki/ca.crt ]] || return 1
    case $(curl --silent --max-time 2 --cacert "$(server_ca)" --output /dev/null --write-out '%{http_code}' "$server/readyz" || true) in
        200 | 401 | 403) return 0 ;;
    esac
    return 1
}
