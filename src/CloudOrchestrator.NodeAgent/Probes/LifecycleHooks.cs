using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>Runs postStart and preStop hooks.</summary>
public sealed class LifecycleHooks(ProbeRunner probes, TimeProvider time)
{
    /// <summary>Runs a hook to its end; null on success, else what went wrong.</summary>
    public async Task<string?> RunAsync(ContainerTarget target, LifecycleHandler hook, CancellationToken cancellationToken)
    {
        try
        {
            if (hook.Sleep is { } sleep)
            {
                await Task.Delay(TimeSpan.FromSeconds(sleep.Seconds), time, cancellationToken);
                return null;
            }
            var outcome = hook switch
            {
                { Exec: { } exec } => await probes.ExecAsync(target, exec.Command ?? [], cancellationToken),
                { HttpGet: { } get } => await probes.HttpAsync(target, get, cancellationToken),
                { TcpSocket: { } tcp } => await ProbeRunner.TcpAsync(tcp.Host is { Length: > 0 } host ? host : target.PodAddress,
                    target.PortOf(tcp.Port), cancellationToken),
                _ => new ProbeOutcome(true, ""),
            };
            return outcome.Success ? null : outcome.Output;
        }
        catch (Exception failure) when (failure is RuntimeException or InvalidOperationException or UriFormatException)
        {
            return failure.Message;
        }
    }
}
