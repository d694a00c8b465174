namespace CloudOrchestrator.Objects.Apply;

/// <summary>A field that an apply would change although another manager owns it.</summary>
internal sealed record ApplyConflict(ManagerKey Owner, IReadOnlyList<string> Path);
