using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>One method of one path, independent of the document's version.</summary>
internal sealed record ApiOperation
{
    /// <summary>Path with parameters in braces.</summary>
    public required string Path { get; init; }

    /// <summary>HTTP method in lower case.</summary>
    public required string Method { get; init; }

    /// <summary>Value of <c>x-kubernetes-action</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Name that client generators use.</summary>
    public required string Id { get; init; }

    /// <summary>Tag: group and version.</summary>
    public required string Tag { get; init; }

    /// <summary>Kind the operation is about.</summary>
    public required GroupVersionKind Kind { get; init; }

    /// <summary>What it does.</summary>
    public required string Description { get; init; }

    /// <summary>Parameters in the path, shared by all methods of it.</summary>
    public required IReadOnlyList<ApiParameter> PathParameters { get; init; }

    /// <summary>Parameters in the query.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Definition of the request's body; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>Definition of the answer; null for text or a stream.</summary>
    public string? Answer { get; init; }

    /// <summary>Codes of success.</summary>
    public IReadOnlyList<string> Codes { get; init; } = ["200"];

    /// <summary>Patches come in formats of their own.</summary>
    public bool IsPatch => Action == "patch";

    /// <summary>Lists can be watched.</summary>
    public bool IsList => Action == "list";
}
