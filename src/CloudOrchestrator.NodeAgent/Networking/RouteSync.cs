using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Compiles what is and hands it to the packet filter. Changes that come while a compilation runs are taken together by the next.</summary>
internal sealed class RouteSync(RouteSources sources, NodeNetworkingOptions options, IPacketFilter packetFilter)
{
    private readonly RouteOptions _routeOptions = new() { ClusterCidr = options.ClusterCidr, OwnAddresses = [options.ClusterDnsAddress] };

    /// <summary>The versions of the sources, to be read before <see cref="ApplyAsync"/>.</summary>
    public RouteVersions Versions() => new(sources.Services.Version, sources.Slices.Version, sources.Nodes.Version, sources.Pods.Version);

    /// <summary>Compiles and applies.</summary>
    public Task ApplyAsync(CancellationToken cancellationToken)
    {
        var rules = RouteTable.Compile(
            sources.Services.Items.Values,
            sources.Slices.Items.Values,
            sources.Nodes.Items.Values,
            sources.Pods.Items.Values,
            options.NodeName,
            _routeOptions);
        return packetFilter.ApplyAsync(rules, cancellationToken);
    }

    /// <summary>Completes when a source has passed its version.</summary>
    public async Task ChangedAsync(RouteVersions versions, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] changes =
        [
            sources.Services.ChangedAsync(versions.Services, enough.Token),
            sources.Slices.ChangedAsync(versions.Slices, enough.Token),
            sources.Nodes.ChangedAsync(versions.Nodes, enough.Token),
            sources.Pods.ChangedAsync(versions.Pods, enough.Token),
        ];
        await Task.WhenAny(changes);
        await enough.CancelAsync();
        await Task.WhenAll(changes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
