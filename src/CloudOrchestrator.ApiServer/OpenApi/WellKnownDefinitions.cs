using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>Definitions of the values that are more than a JSON type, and of what only the protocol uses.</summary>
internal static class WellKnownDefinitions
{
    /// <summary>The definition of a name from <see cref="DefinitionNames"/>.</summary>
    public static JsonObject Build(string name, OpenApiDialect dialect) => name switch
    {
        DefinitionNames.Quantity => Alternatives("A fixed-point number with an optional suffix such as m, k, Mi or Gi: 500m is half a unit, 2Gi is 2147483648.",
            dialect, "", "string", "number"),
        DefinitionNames.IntOrString => Alternatives("An integer or a string, such as a port by number or by name, or a count or percentage.",
            dialect, "int-or-string", "integer", "string"),
        DefinitionNames.Time => Text("A point in time in RFC 3339 form, to the second.", "date-time"),
        DefinitionNames.MicroTime => Text("A point in time in RFC 3339 form, to the microsecond.", "date-time"),
        DefinitionNames.Duration => Text("A length of time such as 300ms, 1m30s or 2h45m.", ""),
        DefinitionNames.FieldsV1 => Any("A set of fields as a tree: f: names a field, k: an item by its keys, v: an item by its value; . is the branch itself."),
        DefinitionNames.Patch => Any("The body of a PATCH request in the form its content type names."),
        DefinitionNames.RawExtension => Any("Any JSON object."),
        DefinitionNames.WatchEvent => WatchEvent(dialect),
        _ => throw new ArgumentException($"{name} is not well known", nameof(name)),
    };

    private static JsonObject Text(string description, string format)
    {
        var definition = new JsonObject { ["description"] = description, ["type"] = "string" };
        if (format.Length > 0)
            definition.Add("format", format);
        return definition;
    }

    private static JsonObject Any(string description) => new() { ["description"] = description, ["type"] = "object" };

    private static JsonObject Alternatives(string description, OpenApiDialect dialect, string format, params ReadOnlySpan<string> types)
    {
        if (dialect == OpenApiDialect.Version2)
            return Text(description, format);
        var alternatives = new JsonArray();
        foreach (var type in types)
            alternatives.Add(new JsonObject { ["type"] = type });
        var definition = new JsonObject { ["description"] = description, ["oneOf"] = alternatives };
        if (format.Length > 0)
            definition.Add("format", format);
        return definition;
    }

    private static JsonObject WatchEvent(OpenApiDialect dialect)
    {
        var type = new JsonObject { ["description"] = "ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.", ["type"] = "string" };
        if (dialect == OpenApiDialect.Version3)
            type.Add("default", "");
        return new JsonObject
        {
            ["description"] = "One event of a watch.",
            ["type"] = "object",
            ["required"] = new JsonArray("type", "object"),
            ["properties"] = new JsonObject
            {
                ["object"] = DefinitionSet.Reference(DefinitionNames.RawExtension, dialect),
                ["type"] = type,
            },
        };
    }
}
