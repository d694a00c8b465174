namespace CloudOrchestrator.Objects;

/// <summary>What a client must know of a resource type to address it.</summary>
public sealed record ResourceInfo(ResourceName Resource, string Kind, bool Namespaced)
{
    /// <summary>The kind with its group and version.</summary>
    public GroupVersionKind GroupVersionKind => new(Resource.Group, Resource.Version, Kind);
}
