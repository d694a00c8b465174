using System.Text;

namespace CloudOrchestrator.Objects.Patching;

/// <summary>The document of a JSON patch while its operations are applied.</summary>
internal sealed class JsonPatchRun(JsonNode root)
{
    // Without a bound, a few copies of copies would grow a small object to gigabytes.
    private const long CopiedBytesMax = 3 * 1024 * 1024;

    private long _copiedBytes;

    public JsonNode? Root { get; private set; } = root;

    /// <summary>Applies one operation; false when it does not fit the document.</summary>
    public bool TryApply(JsonObject operation)
    {
        if (!TryText(operation, "op", out var name) || !TryPointer(operation, "path", out var path))
            return false;
        operation.TryGetPropertyValue("value", out var value);
        var hasValue = operation.ContainsKey("value");
        return name switch
        {
            "add" => hasValue && TryAdd(path, value?.DeepClone()),
            "remove" => TryRemove(path, out _),
            "replace" => hasValue && TryReplace(path, value?.DeepClone()),
            "test" => TryTest(path, value),
            "move" => TryPointer(operation, "from", out var from) && TryMove(from, path),
            "copy" => TryPointer(operation, "from", out var from) && TryCopy(from, path),
            _ => false,
        };
    }

    private bool TryAdd(string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            Root = value;
            return true;
        }
        switch (Container(path))
        {
            case JsonObject structure:
                structure[path[^1]] = value;
                return true;
            case JsonArray list when path[^1] == "-":
                list.Add(value);
                return true;
            case JsonArray list when JsonPointer.TryIndex(path[^1], list.Count + 1, out var index):
                list.Insert(index, value);
                return true;
            default:
                return false;
        }
    }

    private bool TryRemove(string[] path, out JsonNode? removed)
    {
        removed = null;
        if (path.Length == 0)
            return false;
        var container = Container(path);
        if (!JsonPointer.TryGet(container, path[^1], out removed))
            return false;
        if (container is JsonObject structure)
            return structure.Remove(path[^1]);
        var list = container!.AsArray();
        JsonPointer.TryIndex(path[^1], list.Count, out var index);
        list.RemoveAt(index);
        return true;
    }

    private bool TryReplace(string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            Root = value;
            return true;
        }
        var container = Container(path);
        if (!JsonPointer.TryGet(container, path[^1], out _))
            return false;
        if (container is JsonArray list && JsonPointer.TryIndex(path[^1], list.Count, out var index))
            list[index] = value;
        else
            container!.AsObject()[path[^1]] = value;
        return true;
    }

    // What is missing equals null.
    private bool TryTest(string[] path, JsonNode? value) =>
        TryFind(path, out var found) ? JsonNode.DeepEquals(found, value) : path.Length > 0 && Container(path) is not null && value is null;

    private bool TryMove(string[] from, string[] path)
    {
        var intoItself = path.Length > from.Length && from.AsSpan().SequenceEqual(path.AsSpan(0, from.Length));
        return !intoItself && TryRemove(from, out var moved) && TryAdd(path, moved);
    }

    private bool TryCopy(string[] from, string[] path)
    {
        if (!TryFind(from, out var found))
            return false;
        _copiedBytes += found is null ? 4 : Encoding.UTF8.GetByteCount(found.ToJsonString());
        return _copiedBytes <= CopiedBytesMax && TryAdd(path, found?.DeepClone());
    }

    private bool TryFind(string[] path, out JsonNode? value)
    {
        value = Root;
        foreach (var step in path)
        {
            if (!JsonPointer.TryGet(value, step, out value))
                return false;
        }
        return true;
    }

    private JsonNode? Container(string[] path) => TryFind(path[..^1], out var container) ? container : null;

    private static bool TryPointer(JsonObject operation, string field, out string[] steps)
    {
        steps = TryText(operation, field, out var text) ? JsonPointer.Parse(text) ?? [] : [];
        return steps.Length > 0 || text is { Length: 0 };
    }

    private static bool TryText(JsonObject operation, string field, out string text)
    {
        text = "?";
        if (operation[field] is not JsonValue value || !value.TryGetValue<string>(out var given))
            return false;
        text = given;
        return true;
    }
}
