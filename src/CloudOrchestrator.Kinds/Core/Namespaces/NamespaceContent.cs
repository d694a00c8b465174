namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>What is left in a namespace that is being emptied, and the conditions that say so.</summary>
internal sealed class NamespaceContent
{
    private const string FinalizersRemain = "Some content in the namespace has finalizers remaining: ";

    private readonly SortedDictionary<string, int> _resources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _finalizers = new(StringComparer.Ordinal);

    /// <summary>True when nothing is left.</summary>
    public bool IsEmpty => _resources.Count == 0;

    /// <summary>Counts an object.</summary>
    public void Add(ResourceName resource, IKubernetesObject item)
    {
        var name = $"{resource.Plural}.{resource.Group}";
        _resources[name] = _resources.GetValueOrDefault(name) + 1;
        foreach (var finalizer in item.Metadata.Finalizers ?? [])
            _finalizers[finalizer] = _finalizers.GetValueOrDefault(finalizer) + 1;
    }

    /// <summary>The conditions, with the times of those that have not changed.</summary>
    public IReadOnlyList<NamespaceCondition> Conditions(IReadOnlyList<NamespaceCondition>? old, string? failure, DateTimeOffset now)
    {
        List<NamespaceCondition> result = [.. old ?? []];
        Set("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered");
        Set("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed");
        if (failure is null)
            Set("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization");
        else
            Set("NamespaceDeletionContentFailure", true, "ContentDeletionFailed", $"Failed to delete all resource types, 1 remaining: {failure}");
        if (IsEmpty)
            Set("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed");
        else
            Set("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {List(_resources, "has")}");
        if (_finalizers.Count == 0)
            Set("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished");
        else
            Set("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", FinalizersRemain + List(_finalizers, "in"));
        return result;

        void Set(string type, bool status, string reason, string message)
        {
            var text = status ? "True" : "False";
            var index = result.FindIndex(condition => condition.Type == type);
            if (index < 0)
                result.Add(new NamespaceCondition { Type = type, Status = text, Reason = reason, Message = message, LastTransitionTime = now });
            else if (result[index] is var current && (current.Status != text || current.Message != message || current.Reason != reason))
                result[index] = current with { Status = text, Reason = reason, Message = message, LastTransitionTime = now };
        }
    }

    private static string List(SortedDictionary<string, int> counts, string verb) =>
        string.Join(", ", counts.Select(count => $"{count.Key} {verb} {count.Value} resource instances"));
}
