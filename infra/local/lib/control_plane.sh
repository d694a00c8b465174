# The control plane: one process on this machine.

control_plane_up() {
    local addresses=(--listen "127.0.0.1:$port")
    is_running control-plane && return 0
    if ((simulated_count == 0)); then
        addresses=(--listen "$host_address:$port" --listen "127.0.0.1:$port" --advertise-address "$host_address")
    fi
    say "starting the control plane at $server"
    start_process control-plane "$control_plane_program" --data-dir "$cluster_home" "${addresses[@]}" \
        --service-cidr "$service_cidr" --cluster-cidr "$pod_cidr" --cluster-name "$cluster_name"
    wait_until 30 control_plane_answers || {
        show_log_tail control-plane
        fail "The control plane does not answer at $server."
    }
}

control_plane_answers() {
    [[ -s $kubeconfig && -s $cluster_home/pki/ca.crt ]] && curl --silent --fail --max-time 2 --cacert "$cluster_home/pki/ca.crt" "$server/readyz" >/dev/null 2>&1
}
