# The control plane: one process on this machine.

control_plane_up() {
    local addresses=(--bind 127.0.0.1)
    is_running control-plane && return 0
    if ((simulated_count == 0)); then
        addresses=(--bind "$host_address" --bind 127.0.0.1)
    fi
    say "starting the control plane at $server"
    start_process control-plane "$control_plane_program" --data "$cluster_home" "${addresses[@]}" --port "$port" \
        --service-cidr "$service_cidr" --pod-cidr "$pod_cidr"
    wait_until 30 control_plane_answers || {
        show_log_tail control-plane
        fail "The control plane does not answer at $server."
    }
}

control_plane_answers() {
    [[ -s $kubeconfig && -s $cluster_home/pki/ca.crt ]] && curl --silent --fail --max-time 2 --cacert "$cluster_home/pki/ca.crt" "$server/readyz" >/dev/null 2>&1
}
