using System.Text.Json;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>A state of an object that the log holds, with its neighbours in the object's history.</summary>
public sealed class LoggedObject(HistoryRecord record, LoggedObject? previous)
{
    private JsonElement? _root;

    /// <summary>The record.</summary>
    public HistoryRecord Record { get; } = record;

    /// <summary>The record of the same key before, which may belong to an object of the same name that has gone.</summary>
    public LoggedObject? Previous { get; } = previous;

    /// <summary>The record of the same key after.</summary>
    public LoggedObject? Next { get; internal set; }

    /// <summary>The object.</summary>
    public JsonElement Root => _root ??= JsonDocument.Parse(Record.Value).RootElement;

    /// <summary>The state before of the same object; null when this is its first.</summary>
    public LoggedObject? Before => Previous is { IsDelete: false } ? Previous : null;

    /// <summary>True for the end of the object.</summary>
    public bool IsDelete => Record.Type == LogRecordType.Delete;

    /// <summary>True for the first state of an object.</summary>
    public bool IsCreate => !IsDelete && Before is null;

    /// <summary>Its key.</summary>
    public ObjectKey Key => Record.Key;

    /// <summary>Its revision.</summary>
    public long Revision => Record.Revision;

    /// <summary>When it was stored.</summary>
    public long Step => Record.Step;

    /// <summary>metadata.uid.</summary>
    public string Uid => Text("metadata", "uid");

    /// <summary>True once it is being deleted.</summary>
    public bool IsTerminating => At("metadata", "deletionTimestamp") is not null;

    /// <summary>metadata.finalizers.</summary>
    public IEnumerable<string> Finalizers => Items("metadata", "finalizers").Select(item => item.GetString()!);

    /// <summary>metadata.ownerReferences.</summary>
    public IEnumerable<JsonElement> Owners => Items("metadata", "ownerReferences");

    /// <summary>uid of the owner that controls it; empty without.</summary>
    public string ControllerUid => Owners.Where(owner => owner.TryGetProperty("controller", out var controller) && controller.ValueKind == JsonValueKind.True)
        .Select(owner => owner.GetProperty("uid").GetString()!).FirstOrDefault("");

    /// <summary>metadata.labels.</summary>
    public IReadOnlyDictionary<string, string> Labels => At("metadata", "labels") is { } labels
        ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!)
        : new Dictionary<string, string>();

    /// <summary>A field; null when absent.</summary>
    public JsonElement? At(params ReadOnlySpan<string> path) => Json.At(Root, path);

    /// <summary>A text field; empty when absent.</summary>
    public string Text(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    /// <summary>A number field; null when absent.</summary>
    public int? Number(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    /// <summary>The items of a list field; none when absent.</summary>
    public IEnumerable<JsonElement> Items(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    /// <inheritdoc/>
    public override string ToString() => $"{Record.Stream} {Key} at revision {Revision} (step {Step})";
}
