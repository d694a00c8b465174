using System.Collections.Frozen;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>The fields no manager ever owns, because they identify the object or the server writes them.</summary>
internal static class ServerOwnedFields
{
    /// <summary>Name of the field that holds the metadata.</summary>
    public const string Metadata = "metadata";

    private const string MetadataElement = "f:" + Metadata;

    private static readonly FrozenSet<string> s_metadata = FrozenSet.ToFrozenSet(
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"], StringComparer.Ordinal);

    private static readonly FieldSet s_all = BuildAll();

    /// <summary>True for a field <paramref name="name"/> of the structure at <paramref name="path"/> that the server owns.</summary>
    public static bool Includes(List<string> path, string name) => path.Count switch
    {
        0 => name is "kind" or "apiVersion",
        1 => path[0] == MetadataElement && s_metadata.Contains(name),
        _ => false,
    };

    /// <summary>The set without the fields that the server owns.</summary>
    public static FieldSet RemoveFrom(FieldSet set) => set.Difference(s_all);

    private static FieldSet BuildAll()
    {
        var all = new FieldSet();
        all.Insert(["f:kind"]);
        all.Insert(["f:apiVersion"]);
        all.Insert(["f:metadata"]);
        foreach (var name in s_metadata)
            all.Insert(["f:metadata", "f:" + name]);
        return all;
    }
}
