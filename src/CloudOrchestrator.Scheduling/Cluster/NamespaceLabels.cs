namespace CloudOrchestrator.Scheduling.Cluster;

/// <summary>Labels of namespaces.</summary>
internal sealed class NamespaceLabels
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>?> _labels = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string>? Of(string name) => _labels.GetValueOrDefault(name);

    public void Set(Namespace value) => _labels[value.Metadata.Name ?? ""] = value.Metadata.Labels;

    public void Remove(string name) => _labels.Remove(name);
}
