using System.Diagnostics.CodeAnalysis;

namespace CloudOrchestrator.Routing;

/// <summary>Builds <see cref="ValueList{T}"/> from collection expressions.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "Companion of the generic type.")]
public static class ValueList
{
    /// <summary>A list of the items.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items)
        where T : notnull => new(items.ToArray());
}
