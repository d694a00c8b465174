namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>A request for a resource.</summary>
[ApiType("io.k8s.api.authorization.v1.ResourceAttributes")]
public sealed record ResourceAttributes
{
    /// <summary>Namespace of the request; empty for resources outside namespaces, or for all namespaces in reviews of other users.</summary>
    [Field("namespace", 1, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    /// <summary>Verb such as get, list, watch, create, update, patch, delete; * stands for all.</summary>
    [Field("verb", 2, Presence = Presence.OmitEmpty)]
    public string? Verb { get; init; }

    /// <summary>API group of the resource; * stands for all.</summary>
    [Field("group", 3, Presence = Presence.OmitEmpty)]
    public string? Group { get; init; }

    /// <summary>API version of the resource; * stands for all.</summary>
    [Field("version", 4, Presence = Presence.OmitEmpty)]
    public string? Version { get; init; }

    /// <summary>Plural name of the resource type; * stands for all.</summary>
    [Field("resource", 5, Presence = Presence.OmitEmpty)]
    public string? Resource { get; init; }

    /// <summary>Subresource such as status; empty for none.</summary>
    [Field("subresource", 6, Presence = Presence.OmitEmpty)]
    public string? Subresource { get; init; }

    /// <summary>Name of the object; empty for all.</summary>
    [Field("name", 7, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>Field selector that limits a list, watch or deletecollection.</summary>
    [Field("fieldSelector", 8)]
    public FieldSelectorAttributes? FieldSelector { get; init; }

    /// <summary>Label selector that limits a list, watch or deletecollection.</summary>
    [Field("labelSelector", 9)]
    public LabelSelectorAttributes? LabelSelector { get; init; }
}
