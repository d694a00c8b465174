namespace CloudOrchestrator.Objects.Schemas;

/// <summary>How server-side apply merges a list, as <c>x-kubernetes-list-type</c> says it.</summary>
public enum ListType
{
    /// <summary>Replaced as one value.</summary>
    Atomic,

    /// <summary>A set of scalars.</summary>
    Set,

    /// <summary>Items identified by their key fields.</summary>
    Map,
}
