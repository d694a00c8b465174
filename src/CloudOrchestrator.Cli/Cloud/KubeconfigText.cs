using System.Text;

namespace CloudOrchestrator.Cli.Cloud;

/// <summary>The administrator's kubeconfig of a cluster behind a Functions front end: one context for it, one for the gateway where there is one.</summary>
/// <param name="Name">Name of the cluster.</param>
/// <param name="Token">The administrator's token.</param>
/// <param name="Server">URL of the front end.</param>
/// <param name="ServerAuthority">PEM of the CA of the front end's certificate; null when machines trust it anyway.</param>
/// <param name="Gateway">URL of the gateway; null for none.</param>
/// <param name="ClusterAuthority">PEM of the cluster's CA, which the gateway's certificate is of.</param>
internal sealed record KubeconfigText(string Name, string Token, Uri Server, string? ServerAuthority, Uri? Gateway, string ClusterAuthority)
{
    /// <summary>The file's text.</summary>
    public string Render()
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Config\nclusters:\n");
        AppendCluster(text, Name, Server, ServerAuthority);
        if (Gateway is not null)
            AppendCluster(text, $"{Name}-gateway", Gateway, ClusterAuthority);
        text.Append($"users:\n- name: kubernetes-admin@{Name}\n  user:\n    token: {Token}\ncontexts:\n");
        AppendContext(text, Name);
        if (Gateway is not null)
            AppendContext(text, $"{Name}-gateway");
        return text.Append($"current-context: kubernetes-admin@{Name}\npreferences: {{}}\n").ToString();
    }

    private static void AppendCluster(StringBuilder text, string name, Uri server, string? authority)
    {
        text.Append($"- name: {name}\n  cluster:\n    server: {server.GetLeftPart(UriPartial.Authority)}\n");
        if (authority is not null)
            text.Append($"    certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(authority))}\n");
    }

    private void AppendContext(StringBuilder text, string cluster) =>
        text.Append($"- name: kubernetes-admin@{cluster}\n  context:\n    cluster: {cluster}\n    user: kubernetes-admin@{Name}\n");
}
