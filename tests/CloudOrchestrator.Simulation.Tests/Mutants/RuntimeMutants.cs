using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.Testing.Faults;

namespace CloudOrchestrator.Simulation.Tests.Mutants;

/// <summary>An engine that starts every container twice: two processes with one identity.</summary>
internal sealed class ContainersTwice(IContainerRuntime inner) : ForwardingContainerRuntime(inner)
{
    private readonly Dictionary<string, string> _twins = new(StringComparer.Ordinal);

    public override async Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken)
    {
        var id = await base.CreateContainerAsync(config, cancellationToken);
        _twins[id] = await base.CreateContainerAsync(config with { Name = $"{config.Name}-twin" }, cancellationToken);
        return id;
    }

    public override async Task StartAsync(string id, CancellationToken cancellationToken)
    {
        await base.StartAsync(id, cancellationToken);
        if (_twins.Remove(id, out var twin))
            await base.StartAsync(twin, cancellationToken);
    }
}
