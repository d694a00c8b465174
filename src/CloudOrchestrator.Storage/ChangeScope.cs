namespace CloudOrchestrator.Storage;

/// <summary>
/// Objects of a stream whose changes a follower cares for. It is not woken for others; it may still be handed changes of others that come along.
/// </summary>
public readonly record struct ChangeScope
{
    private ChangeScope(string? index, string first, string second) => (Index, First, Second) = (index, first, second);

    internal string? Index { get; }

    internal string First { get; }

    internal string Second { get; }

    /// <summary>The objects of a namespace.</summary>
    public static ChangeScope Namespace(string @namespace) => new(null, @namespace, "");

    /// <summary>One object.</summary>
    public static ChangeScope Object(ObjectKey key) => new(null, key.Namespace, key.Name);

    /// <summary>The objects that have a value in a registered index, come to have it, or cease to.</summary>
    public static ChangeScope Indexed(string index, string value) => new(index, value, "");
}
