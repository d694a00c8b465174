using System.Text;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>The resolver configuration of a pod. Pure.</summary>
public static class ResolvConf
{
    private const int NameserversMax = 3;
    private const int SearchesMax = 32;

    /// <summary>The file's text.</summary>
    public static string Of(Pod pod, ResolverOptions options)
    {
        var spec = pod.Spec ?? new PodSpec();
        var (servers, searches, settings) = Parse(options.NodeResolvConf);
        switch (PolicyOf(spec))
        {
            case "None":
                (servers, searches, settings) = ([], [], []);
                break;
            case "ClusterFirst":
                var domain = options.ClusterDomain;
                servers = [options.ClusterDns];
                searches = [$"{pod.Metadata.Namespace}.svc.{domain}", $"svc.{domain}", domain, .. searches];
                settings = [("ndots", "5")];
                break;
        }
        servers = [.. servers.Concat(spec.DnsConfig?.Nameservers ?? []).Distinct(StringComparer.Ordinal).Take(NameserversMax)];
        searches = [.. searches.Concat(spec.DnsConfig?.Searches ?? []).Distinct(StringComparer.Ordinal).Take(SearchesMax)];
        foreach (var option in spec.DnsConfig?.Options ?? [])
        {
            settings.RemoveAll(setting => setting.Name == option.Name);
            settings.Add((option.Name ?? "", option.Value));
        }
        return Render(servers, searches, settings);
    }

    /// <summary>ClusterFirst asks for the node's resolvers when the pod is on the node's network: cluster DNS is not for the node.</summary>
    private static string PolicyOf(PodSpec spec) => spec.DnsPolicy switch
    {
        "None" => "None",
        "Default" => "Default",
        "ClusterFirstWithHostNet" => "ClusterFirst",
        _ => spec.HostNetwork == true ? "Default" : "ClusterFirst",
    };

    private static string Render(IReadOnlyList<string> servers, IReadOnlyList<string> searches, IReadOnlyList<(string Name, string? Value)> settings)
    {
        var text = new StringBuilder();
        if (searches.Count > 0)
            text.Append("search ").AppendJoin(' ', searches).Append('\n');
        foreach (var server in servers)
            text.Append("nameserver ").Append(server).Append('\n');
        if (settings.Count > 0)
            text.Append("options ").AppendJoin(' ', settings.Select(setting => setting.Value is null ? setting.Name : $"{setting.Name}:{setting.Value}")).Append('\n');
        return text.ToString();
    }

    private static (List<string> Servers, List<string> Searches, List<(string Name, string? Value)> Settings) Parse(string text)
    {
        var servers = new List<string>();
        var searches = new List<string>();
        var settings = new List<(string, string?)>();
        foreach (var words in text.Split('\n').Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1))
        {
            switch (words[0])
            {
                case "nameserver":
                    servers.Add(words[1]);
                    break;
                case "search" or "domain":
                    searches = [.. words.Skip(1)];
                    break;
                case "options":
                    settings.AddRange(words.Skip(1).Select(word => word.Split(':', 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : null)));
                    break;
            }
        }
        return (servers, searches, settings);
    }
}
