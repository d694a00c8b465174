using System.Text;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>Words conflicts the way Kubernetes does.</summary>
internal static class ApplyConflicts
{
    /// <summary>The 409 that lists all conflicts.</summary>
    public static ApiStatus Describe(IReadOnlyList<ApplyConflict> conflicts)
    {
        var causes = conflicts
            .Select(conflict => new StatusCause
            {
                Reason = "FieldManagerConflict",
                Message = $"conflict with {conflict.Owner}",
                Field = PathText(conflict.Path),
            })
            .ToList();
        return ApiStatuses.Failure(409, "Conflict", Message(conflicts), new StatusDetails { Causes = causes });
    }

    /// <summary>A path as messages show it: <c>.spec.containers[name="x"].image</c>.</summary>
    public static string PathText(IReadOnlyList<string> path)
    {
        var text = new StringBuilder();
        foreach (var element in path)
            text.Append(ElementText(element));
        return text.ToString();
    }

    /// <summary>One path element as messages show it.</summary>
    public static string ElementText(string element)
    {
        var content = element[2..];
        return element[0] switch
        {
            'f' => "." + content,
            'v' => $"[={content}]",
            'k' when JsonNode.Parse(content) is JsonObject keys =>
                "[" + string.Join(',', keys.Select(key => $"{key.Key}={key.Value?.ToJsonString() ?? "null"}")) + "]",
            _ => $"[{content}]",
        };
    }

    private static string Message(IReadOnlyList<ApplyConflict> conflicts)
    {
        if (conflicts is [var only])
            return $"Apply failed with 1 conflict: conflict with {only.Owner}: {PathText(only.Path)}";
        var lines = conflicts
            .GroupBy(conflict => conflict.Owner)
            .SelectMany(group => group.Select(conflict => $"- {PathText(conflict.Path)}").Prepend($"conflicts with {group.Key}:"));
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', lines)}";
    }
}
