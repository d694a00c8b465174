namespace CloudOrchestrator.Kinds.Printing;

/// <summary>The usual columns of printed tables.</summary>
internal static class Column
{
    private const int WidePriority = 1;

    /// <summary>The object's name.</summary>
    public static TableColumn Name { get; } = new("Name", "string", "name", "Name must be unique within a namespace.");

    /// <summary>Time since creation.</summary>
    public static TableColumn Age { get; } = Text("Age", "Time since the object was created.");

    /// <summary>Time of creation, as kinds without columns of their own show it.</summary>
    public static TableColumn CreatedAt { get; } = new("Created At", "date", "", "Time at which the object was created.");

    /// <summary>A column of text.</summary>
    public static TableColumn Text(string name, string description = "") => new(name, "string", "", description);

    /// <summary>A column of integers.</summary>
    public static TableColumn Number(string name, string description = "") => new(name, "integer", "", description);

    /// <summary>A column of text shown with <c>-o wide</c>.</summary>
    public static TableColumn Wide(string name, string description = "") => new(name, "string", "", description, WidePriority);
}
