using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Namespaces;

namespace CloudOrchestrator.ApiServer.Bootstrap;

/// <summary>The objects every cluster has: its namespaces, the Service of the API server itself, the Service of cluster DNS, what a joining machine may know.</summary>
internal sealed class ClusterObjects(ServerParts parts, IObjectClient client, string authorityPem)
{
    private static readonly string[] Namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Creates or corrects them.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Namespaces)
            await CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = name } }, cancellationToken);
        await new ServerService(parts, client).EnsureAsync(cancellationToken);
        await new ClusterInfo(parts, client, authorityPem).EnsureAsync(cancellationToken);
    }

    /// <summary>Looks after them until cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, parts.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (cancellationToken.IsCancellationRequested)
                return;
            try
            {
                await EnsureAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                parts.Options.OnFault("keeping the cluster's own objects", exception);
            }
        }
    }

    private async Task CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        if ((await client.GetAsync<T>(value.Metadata.Namespace ?? "", value.Metadata.Name!, cancellationToken)).Succeeded)
            return;
        var created = await client.CreateAsync(value, null, cancellationToken);
        if (created.Error is { Reason: not "AlreadyExists" } failure)
            throw new ApiStatusException(failure);
    }
}
