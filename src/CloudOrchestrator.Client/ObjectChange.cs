namespace CloudOrchestrator.Client;

/// <summary>One event of a watch.</summary>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c> or <c>BOOKMARK</c>.</param>
/// <param name="Value">The object; of a bookmark only the resourceVersion counts.</param>
public sealed record ObjectChange<T>(string Type, T Value);
