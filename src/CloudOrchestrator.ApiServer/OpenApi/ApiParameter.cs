namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In"><c>query</c> or <c>path</c>.</param>
/// <param name="Type">JSON type.</param>
/// <param name="Description">What it does.</param>
internal sealed record ApiParameter(string Name, string In, string Type, string Description)
{
    /// <summary>Path parameters always are.</summary>
    public bool Required => In == "path";
}
