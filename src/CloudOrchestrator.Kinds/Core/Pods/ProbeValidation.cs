namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks probes, lifecycle hooks and what they do.</summary>
internal static class ProbeValidation
{
    private const string TooManyHandlers = "may not specify more than 1 handler type";

    /// <summary>All probes and hooks of a container that may have them.</summary>
    public static void Validate(Container container, long? gracePeriodSeconds, string path, FaultList faults)
    {
        if (container.Lifecycle?.PostStart is { } start)
            ValidateHandler(new(start.Exec, start.HttpGet, start.TcpSocket, null, start.Sleep), gracePeriodSeconds, $"{path}.lifecycle.postStart", faults);
        if (container.Lifecycle?.PreStop is { } stop)
            ValidateHandler(new(stop.Exec, stop.HttpGet, stop.TcpSocket, null, stop.Sleep), gracePeriodSeconds, $"{path}.lifecycle.preStop", faults);
        if (container.LivenessProbe is { } liveness)
        {
            ValidateProbe(liveness, $"{path}.livenessProbe", faults);
            RequireOneSuccess(liveness, $"{path}.livenessProbe", faults);
        }

        if (container.ReadinessProbe is { } readiness)
        {
            ValidateProbe(readiness, $"{path}.readinessProbe", faults);
            if (readiness.TerminationGracePeriodSeconds is { } grace)
                faults.Invalid($"{path}.readinessProbe.terminationGracePeriodSeconds", grace, "must not be set for readinessProbes");
        }

        if (container.StartupProbe is { } startup)
        {
            ValidateProbe(startup, $"{path}.startupProbe", faults);
            RequireOneSuccess(startup, $"{path}.startupProbe", faults);
        }
    }

    /// <summary>A port by number or name.</summary>
    public static void ValidatePort(IntOrString port, string path, FaultList faults)
    {
        if (port.Text is { } name)
            faults.Invalid(path, name, NameFormats.PortName(name));
        else
            faults.Invalid(path, port.Number, NameFormats.PortNumber(port.Number));
    }

    private static void RequireOneSuccess(Probe probe, string path, FaultList faults)
    {
        if (probe.SuccessThreshold is not 1)
            faults.Invalid($"{path}.successThreshold", probe.SuccessThreshold ?? 0, "must be 1");
    }

    private static void ValidateProbe(Probe probe, string path, FaultList faults)
    {
        ValidateHandler(new(probe.Exec, probe.HttpGet, probe.TcpSocket, probe.Grpc, null), null, path, faults);
        faults.RequireNonNegative($"{path}.initialDelaySeconds", probe.InitialDelaySeconds);
        faults.RequireNonNegative($"{path}.timeoutSeconds", probe.TimeoutSeconds);
        faults.RequireNonNegative($"{path}.periodSeconds", probe.PeriodSeconds);
        faults.RequireNonNegative($"{path}.successThreshold", probe.SuccessThreshold);
        faults.RequireNonNegative($"{path}.failureThreshold", probe.FailureThreshold);
        if (probe.TerminationGracePeriodSeconds is <= 0 and var grace)
            faults.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must be greater than 0");
    }

    private static void ValidateHandler(Handler handler, long? gracePeriodSeconds, string path, FaultList faults)
    {
        var handlers = 0;
        void Check<T>(string name, T? action, Action<T, string> validate)
            where T : class
        {
            if (action is null)
                return;
            if (handlers++ > 0)
                faults.Forbidden($"{path}.{name}", TooManyHandlers);
            else
                validate(action, $"{path}.{name}");
        }

        Check("exec", handler.Exec, (exec, field) =>
        {
            if (exec.Command is not { Count: > 0 })
                faults.Required($"{field}.command");
        });
        Check("httpGet", handler.HttpGet, (http, field) => ValidateHttp(http, field, faults));
        Check("tcpSocket", handler.TcpSocket, (tcp, field) => ValidatePort(tcp.Port, $"{field}.port", faults));
        Check("grpc", handler.Grpc, (grpc, field) => ValidatePort(grpc.Port, $"{field}.port", faults));
        Check("sleep", handler.Sleep, (sleep, field) => ValidateSleep(sleep, gracePeriodSeconds, field, faults));
        if (handlers == 0)
            faults.Required(path, "must specify a handler type");
    }

    private static void ValidateHttp(HTTPGetAction http, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(http.Path))
            faults.Required($"{path}.path");
        ValidatePort(http.Port, $"{path}.port", faults);
        if (http.Scheme is not ("HTTP" or "HTTPS"))
            faults.NotSupported($"{path}.scheme", http.Scheme ?? "", "HTTP", "HTTPS");
        foreach (var header in http.HttpHeaders ?? [])
            faults.Invalid($"{path}.httpHeaders", header.Name, NameFormats.HttpHeader(header.Name ?? ""));
    }

    private static void ValidateSleep(SleepAction sleep, long? gracePeriodSeconds, string path, FaultList faults)
    {
        if (gracePeriodSeconds is { } grace && (sleep.Seconds <= 0 || sleep.Seconds > grace))
        {
            faults.Invalid(path, sleep.Seconds, $"must be greater than 0 and less than terminationGracePeriodSeconds ({Cell.Digits(grace)}). "
                + "Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.");
        }
    }

    private sealed record Handler(ExecAction? Exec, HTTPGetAction? HttpGet, TCPSocketAction? TcpSocket, GRPCAction? Grpc, SleepAction? Sleep);
}
