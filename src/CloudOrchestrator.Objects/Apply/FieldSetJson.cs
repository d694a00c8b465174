using System.Buffers;
using System.Text.Encodings.Web;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>
/// The FieldsV1 form of field sets: nested objects whose names are path elements; <c>{}</c> is a member without members below it, <c>"."</c> makes a
/// member of a branch that has some.
/// </summary>
internal static class FieldSetJson
{
    private const string Self = ".";

    /// <summary>How sets are written: without needless escapes.</summary>
    public static JsonWriterOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Reads a set; values that are no objects count as <c>{}</c>, names that are no path elements are skipped.</summary>
    public static FieldSet Decode(JsonObject fields)
    {
        var set = new FieldSet();
        foreach (var (element, value) in fields)
        {
            if (element == Self)
            {
                set.Mark();
                continue;
            }
            if (element.Length < 2 || element[1] != ':')
                continue;
            var child = value is JsonObject { Count: > 0 } below ? Decode(below) : new();
            if (child.IsEmpty)
                child.Mark();
            set.Attach(element, child);
        }
        return set;
    }

    /// <summary>Writes a set, ordered.</summary>
    public static JsonObject Encode(FieldSet set)
    {
        // Through text, because an object over parsed text is cheaper to hold, copy and write than a tree of hundreds of empty objects.
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            Write(set, writer);
        return JsonObject.Create(JsonElement.Parse(buffer.WrittenSpan))!;
    }

    private static void Write(FieldSet set, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (set.IsMember && set.Children.Count > 0)
        {
            writer.WriteStartObject(Self);
            writer.WriteEndObject();
        }
        foreach (var (element, child) in set.OrderedChildren())
        {
            writer.WritePropertyName(element);
            Write(child, writer);
        }
        writer.WriteEndObject();
    }

    /// <summary>True when the encoded set has a path of <paramref name="set"/>; spares decoding the sets of managers that a change does not touch.</summary>
    public static bool Overlaps(FieldSet set, JsonObject fields)
    {
        foreach (var (element, child) in set.Children)
        {
            if (!fields.TryGetPropertyValue(element, out var value))
                continue;
            var below = value as JsonObject;
            if (child.IsMember && IsMember(below))
                return true;
            if (below is not null && Overlaps(child, below))
                return true;
        }
        return false;
    }

    /// <summary>True when the encoded set has every path of <paramref name="set"/>.</summary>
    public static bool Covers(JsonObject fields, FieldSet set)
    {
        foreach (var (element, child) in set.Children)
        {
            if (!fields.TryGetPropertyValue(element, out var value))
                return false;
            var below = value as JsonObject;
            if (child.IsMember && !IsMember(below))
                return false;
            if (child.Children.Count > 0 && (below is null || !Covers(below, child)))
                return false;
        }
        return true;
    }

    private static bool IsMember(JsonObject? below) => below is null or { Count: 0 } || below.ContainsKey(Self);

    /// <summary>True when an element cannot stand in JSON text as it is.</summary>
    public static bool NeedsEscaping(string element)
    {
        foreach (var character in element)
        {
            if (character is < ' ' or '"' or '\\' or > '~')
                return true;
        }
        return false;
    }
}
