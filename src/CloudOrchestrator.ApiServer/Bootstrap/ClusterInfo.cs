using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.ConfigMaps;

namespace CloudOrchestrator.ApiServer.Bootstrap;

/// <summary>
/// ConfigMap <c>kube-public/cluster-info</c>, as kubeadm keeps it: a kubeconfig without a user, readable by everyone. A machine that knows the hash of the
/// cluster's authority takes the authority from here before it says who it is.
/// </summary>
internal sealed class ClusterInfo(ServerParts parts, IObjectClient client, string authorityPem)
{
    public const string Namespace = "kube-public";
    public const string Name = "cluster-info";

    /// <summary>Creates or corrects it.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var wanted = new ConfigMap
        {
            Metadata = new ObjectMeta { Namespace = Namespace, Name = Name },
            Data = new Dictionary<string, string> { ["kubeconfig"] = Kubeconfig() },
        };
        var found = await client.GetAsync<ConfigMap>(Namespace, Name, cancellationToken);
        if (found.Succeeded && found.Value.Data?.GetValueOrDefault("kubeconfig") == wanted.Data["kubeconfig"])
            return;
        var written = found.Succeeded
            ? await client.UpdateAsync(found.Value with { Data = wanted.Data }, null, cancellationToken)
            : await client.CreateAsync(wanted, null, cancellationToken);
        if (written.Error is { Reason: not ("AlreadyExists" or "Conflict") } failure)
            throw new ApiStatusException(failure);
    }

    private string Kubeconfig() => $"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(authorityPem))}
            server: {parts.Options.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? $"https://{parts.Options.AdvertiseAddress}:{parts.Options.AdvertisePort}"}
          name: ""
        contexts: null
        current-context: ""
        kind: Config
        preferences: {"{}"}
        users: null

        """.ReplaceLineEndings("\n");
}
