using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Validation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.Kinds.Tests.Golden;

/// <summary>
/// One case: <c>input.yaml</c>, with <c>old.yaml</c> an update of it (of the subresource that the case's name starts with, such as <c>status-</c>).
/// Results: the object as stored, its faults, its row in the table.
/// </summary>
internal sealed class GoldenCase(KindRegistry kinds, string folder)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Subresources = ["status", "approval", "ephemeralcontainers", "finalize"];
    private static readonly JsonSerializerOptions Indented = new(ObjectJson.Options) { WriteIndented = true };

    public (string Stored, string Faults, string Table) Run()
    {
        var value = YamlReader.Read(Path.Combine(folder, "input.yaml"));
        var kind = kinds.Find(GroupVersionKind.Parse((string)value["apiVersion"]!, (string)value["kind"]!))
            ?? throw new InvalidOperationException($"unknown kind in {folder}");
        Take(kind, value, null);
        var oldPath = Path.Combine(folder, "old.yaml");
        var faults = File.Exists(oldPath) ? Update(kind, value, YamlReader.Read(oldPath)) : Create(kind, value);
        SchemaConformer.Conform(value, kinds.SchemaOf(kind));
        return (value.ToJsonString(Indented) + "\n", Render(kind, faults), Table(kind, value));
    }

    private void Take(KindDescriptor kind, JsonObject value, JsonObject? old)
    {
        var result = SchemaConformer.Conform(value, kinds.SchemaOf(kind));
        Assert.Empty(result.TypeErrors);
        Assert.Empty(result.UnknownFields);
        SchemaConformer.ApplyDefaults(value, kinds.SchemaOf(kind));
        kind.ApplyDefaults(value, old);
        if (kind.Namespaced && value["metadata"]!["namespace"] is null)
            value["metadata"]!["namespace"] = "default";
    }

    private static List<FieldError> Create(KindDescriptor kind, JsonObject value)
    {
        // Cases that show tables carry a status, which a create would take away.
        var status = value["status"]?.DeepClone();
        kind.PrepareForCreate(value);
        kind.PrepareIdentity(value);
        if (status is JsonObject { Count: > 0 } && value["metadata"]!["creationTimestamp"] is not null)
            value["status"] = status;
        var meta = ObjectJson.Deserialize<ObjectMeta>(value["metadata"]!);
        return [.. kind.Stored ? ObjectMetaValidation.ValidateCreate(meta, kind) : [], .. kind.ValidateCreate(kind.Decode(value))];
    }

    private List<FieldError> Update(KindDescriptor kind, JsonObject value, JsonObject old)
    {
        Take(kind, old, null);
        var subresource = Subresources.FirstOrDefault(name => Path.GetFileName(folder).StartsWith(name + "-", StringComparison.Ordinal));
        value["metadata"]!["resourceVersion"] = "1";
        switch (subresource)
        {
            case null:
                kind.PrepareForUpdate(value, old);
                break;
            case "status":
                kind.PrepareForStatusUpdate(value, old);
                break;
            default:
                kind.PrepareForSubresourceUpdate(subresource, value, old);
                break;
        }

        var meta = ObjectMetaValidation.ValidateUpdate(
            ObjectJson.Deserialize<ObjectMeta>(value["metadata"]!), ObjectJson.Deserialize<ObjectMeta>(old["metadata"]!));
        return
        [
            .. meta,
            .. subresource switch
            {
                null => kind.ValidateUpdate(kind.Decode(value), kind.Decode(old)),
                "status" => kind.ValidateStatusUpdate(kind.Decode(value), kind.Decode(old)),
                _ => kind.ValidateSubresourceUpdate(subresource, kind.Decode(value), kind.Decode(old)),
            },
        ];
    }

    private static string Render(KindDescriptor kind, List<FieldError> faults)
    {
        if (faults.Count == 0)
            return "";
        var status = ApiStatuses.Invalid(kind.GroupVersionKind, "x", faults);
        return string.Concat(status.Details!.Causes!.Select(cause => $"{cause.Field}: {cause.Message}\n"));
    }

    private static string Table(KindDescriptor kind, JsonObject value)
    {
        var cells = kind.Cells(value, Now);
        Assert.Equal(kind.Columns.Count, cells.Count);
        var text = new StringBuilder();
        foreach (var (column, cell) in kind.Columns.Zip(cells))
            text.Append(column.Name).Append(column.Priority > 0 ? " (wide): " : ": ").Append(cell?.ToString()).Append('\n');
        return text.ToString();
    }
}
