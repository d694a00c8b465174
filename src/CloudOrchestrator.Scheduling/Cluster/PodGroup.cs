using System.Text;

namespace CloudOrchestrator.Scheduling.Cluster;

/// <summary>Pods of one namespace with equal labels: a selector is matched once for all of them.</summary>
internal sealed class PodGroup(string key, string @namespace, IReadOnlyDictionary<string, string>? labels)
{
    /// <summary>What <see cref="KeyOf"/> gives for the pods; empty outside the cluster's state.</summary>
    public string Key => key;

    public string Namespace => @namespace;

    public IReadOnlyDictionary<string, string>? Labels => labels;

    public HashSet<PodInfo> Pods { get; } = [];

    /// <summary>Equal exactly for pods of one group.</summary>
    public static string KeyOf(ObjectMeta metadata)
    {
        var text = new StringBuilder(metadata.Namespace);
        foreach (var (key, value) in (metadata.Labels ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal))
            text.Append('\n').Append(key).Append('=').Append(value);
        return text.ToString();
    }
}
