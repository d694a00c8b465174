namespace CloudOrchestrator.Objects.Tables;

/// <summary>A printed column. <paramref name="Priority"/> 0 is always shown, 1 with <c>-o wide</c>. <paramref name="Format"/> is <c>name</c> for the name column.</summary>
public sealed record TableColumn(string Name, string Type, string Format = "", string Description = "", int Priority = 0);
