namespace CloudOrchestrator.Kinds;

/// <summary>Sets of verbs as discovery lists them, sorted.</summary>
internal static class VerbSets
{
    /// <summary>All but deletecollection.</summary>
    public static IReadOnlyList<string> AllSingle { get; } = ["create", "delete", "get", "list", "patch", "update", "watch"];

    /// <summary>Kinds that are only posted.</summary>
    public static IReadOnlyList<string> CreateOnly { get; } = ["create"];

    /// <summary>Kinds that are only read.</summary>
    public static IReadOnlyList<string> ReadOnly { get; } = ["get", "list"];

    /// <summary>A subresource that is read.</summary>
    public static IReadOnlyList<string> GetOnly { get; } = ["get"];

    /// <summary>A subresource that is replaced.</summary>
    public static IReadOnlyList<string> UpdateOnly { get; } = ["update"];

    /// <summary>A subresource that is read and changed.</summary>
    public static IReadOnlyList<string> Change { get; } = ["get", "patch", "update"];

    /// <summary>A subresource that is a stream.</summary>
    public static IReadOnlyList<string> Connect { get; } = ["create", "get"];

    /// <summary>A subresource that passes requests on.</summary>
    public static IReadOnlyList<string> Proxy { get; } = ["create", "delete", "get", "patch", "update"];
}
