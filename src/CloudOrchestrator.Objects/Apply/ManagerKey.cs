namespace CloudOrchestrator.Objects.Apply;

/// <summary>Identity of an entry in managedFields.</summary>
/// <param name="Manager">Field manager's name.</param>
/// <param name="Applied">True for server-side apply, false for all other writes.</param>
/// <param name="ApiVersion">Version written in; empty for appliers, so that an applier stays one manager when it moves to another version.</param>
/// <param name="Subresource">Subresource written through; empty for none.</param>
internal readonly record struct ManagerKey(string Manager, bool Applied, string ApiVersion, string Subresource)
{
    /// <summary>Operation of entries made by server-side apply.</summary>
    public const string Apply = "Apply";

    /// <summary>Operation of entries made by any other write.</summary>
    public const string Update = "Update";

    /// <summary>Key of an entry that applied configurations are recorded in.</summary>
    public static ManagerKey ForApply(FieldManager manager) => new(NameOf(manager), true, "", manager.Subresource);

    /// <summary>Key of an entry that other writes are recorded in.</summary>
    public static ManagerKey ForUpdate(FieldManager manager) => new(NameOf(manager), false, manager.ApiVersion, manager.Subresource);

    /// <summary>The manager as conflicts name it.</summary>
    public override string ToString()
    {
        var text = $"\"{Manager}\"";
        if (Subresource.Length > 0)
            text += $" with subresource \"{Subresource}\"";
        return Applied ? text : $"{text} using {ApiVersion}";
    }

    private static string NameOf(FieldManager manager) => manager.Name.Length == 0 ? "unknown" : manager.Name;
}
