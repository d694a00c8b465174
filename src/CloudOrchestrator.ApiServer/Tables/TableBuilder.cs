namespace CloudOrchestrator.ApiServer.Tables;

/// <summary>Renders objects as meta.k8s.io Tables and PartialObjectMetadata.</summary>
internal static class TableBuilder
{
    /// <summary>A table of rows; <paramref name="includeObject"/> is <c>None</c>, <c>Metadata</c> or <c>Object</c>.</summary>
    public static JsonObject Table(
        KindDescriptor kind, IEnumerable<JsonObject> items, JsonObject listMetadata, string includeObject, string version, DateTimeOffset now, bool columns = true)
    {
        var rows = new JsonArray();
        foreach (var item in items)
            rows.Add(Row(kind, item, includeObject, version, now));
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = $"meta.k8s.io/{version}",
            ["metadata"] = listMetadata,
            ["columnDefinitions"] = columns ? Columns(kind) : new JsonArray(),
            ["rows"] = rows,
        };
    }

    /// <summary>An object reduced to its metadata.</summary>
    public static JsonObject Partial(JsonObject item, string version) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = $"meta.k8s.io/{version}",
        ["metadata"] = item["metadata"]?.DeepClone(),
    };

    private static JsonArray Columns(KindDescriptor kind) => new([.. kind.Columns.Select(column => (JsonNode)new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    })]);

    private static JsonObject Row(KindDescriptor kind, JsonObject item, string includeObject, string version, DateTimeOffset now)
    {
        var cells = new JsonArray();
        foreach (var cell in kind.Cells(item, now))
            cells.Add(cell is { Parent: not null } ? cell.DeepClone() : cell);
        var row = new JsonObject { ["cells"] = cells };
        switch (includeObject)
        {
            case "None":
                break;
            case "Object":
                row["object"] = item.DeepClone();
                break;
            default:
                row["object"] = Partial(item, version);
                break;
        }

        return row;
    }
}
