using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost;

/// <summary>Composes simulated nodes that are too many to be whole: they share the identity and the connection of the first.</summary>
internal sealed class SimulatedCrowd(NodeHostOptions options, X509Certificate2 authority, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Up to so many simulated nodes are whole agents.</summary>
    public const int WholeMax = 50;

    private const string NamePrefix = "simulated-";

    /// <summary>Runs until cancelled. Calls <paramref name="ready"/> with the name of each node that is ready.</summary>
    public async Task RunAsync(Action<string> ready, CancellationToken cancellationToken)
    {
        var address = options.Address ?? await NodeAddresses.TowardsAsync(options.Server, cancellationToken);
        var first = options with { Name = $"{NamePrefix}1", Data = Path.Combine(options.Data, $"{NamePrefix}1") };
        var ids = new RandomIdSource();
        var keys = Path.Combine(first.Data, "pki");
        var identity = new NodeCertificate(keys, "client", first.Name, address, authority, time, ids);
        var serving = new NodeCertificate(keys, "serving", first.Name, address, authority, time, ids);
        var log = loggers.CreateLogger<SimulatedCrowd>();
        var clock = ApiConnection.Clock(time);
        var client = new NodeSignals(first, ApiConnection.AsNode(first, authority, identity, clock), clock, time, log).Client;
        await new NodeJoin(first, authority, KindRegistry.BuiltIn(), time, log).RunAsync(identity, serving, client, cancellationToken);
        var crowd = new CrowdOptions
        {
            Count = options.Simulated,
            Address = address,
            NamePrefix = NamePrefix,
            ProcessorCount = options.SimulatedCpus,
            MemoryBytes = (long)Quantity.Parse(options.SimulatedMemory).Units,
            PodsMax = options.PodsMax,
            Labels = options.Labels,
        };
        await Task.WhenAll(
            identity.KeepFreshAsync(client, log, cancellationToken),
            new PretendCrowd(crowd, client, time, loggers.CreateLogger<PretendCrowd>()).RunAsync(ready, cancellationToken));
    }
}
