using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>
/// Writes the FieldsV1 text of what an object brings that was not there before: what <see cref="ComparisonWalker"/> finds against nothing, without building
/// sets. Most writes of most objects are their creation.
/// </summary>
internal sealed class CreatedFields
{
    private static readonly JsonObject s_nothing = [];

    private const int BytesKept = 64 * 1024;

    [ThreadStatic]
    private static CreatedFields? t_idle;

    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly List<string> _path = [];

    private CreatedFields()
    {
    }

    /// <summary>The text, valid until the next call on this thread; empty when nobody comes to own anything.</summary>
    public static ReadOnlySpan<byte> Encode(JsonObject created, SchemaNode schema)
    {
        var writer = t_idle ?? new CreatedFields();
        writer._text.ResetWrittenCount();
        writer._path.Clear();
        t_idle = writer._text.Capacity > BytesKept ? null : writer;
        var fields = writer.Changed(MergeType.Of(schema), created);
        if (fields.Count > 0)
            writer.Write(fields, isMember: false);
        return writer._text.WrittenSpan;
    }

    // The fields of a structure that counts as there although it holds nothing: it is not owned itself.
    private List<Child> Changed(MergeType type, JsonObject fields)
    {
        var result = new List<Child>(fields.Count);
        for (var index = 0; index < fields.Count; index++)
        {
            var (name, value) = fields.GetAt(index);
            if (!ServerOwnedFields.Includes(_path, name) && ChangedField(type, name, value) is { } child)
                result.Add(child);
        }
        return result;
    }

    private Child? ChangedField(MergeType type, string name, JsonNode? value)
    {
        var field = type.Node.FieldsByName.GetValueOrDefault(name);
        var isMetadata = _path.Count == 0 && name == ServerOwnedFields.Metadata;
        var element = field?.PathElement ?? "f:" + name;
        var own = field is null ? type.Item : MergeType.Of(field);
        if (!isMetadata && field is not { Presence: Presence.Always })
            return All(element, value, own);
        if (ComparisonWalker.IsZero(value))
            return null;
        var implied = isMetadata || field!.Node.Type == SchemaType.Object ? s_nothing : null;
        var shape = own.ShapeOf(implied ?? value);
        switch (shape)
        {
            case MergeShape.Fields when value is JsonObject { Count: > 0 } fields && implied is null:
                return new Child(element, false, AllFields(own, fields));
            case MergeShape.Fields when value is JsonObject { Count: > 0 } fields:
                _path.Add(element);
                var children = Changed(own, fields);
                _path.RemoveAt(_path.Count - 1);
                return children.Count == 0 ? null : new Child(element, false, children);
            case MergeShape.Items when implied is null && value is JsonArray { Count: > 0 } items && Items(own, items) is { } parts:
                return new Child(element, false, parts);
            default:
                return JsonNode.DeepEquals(implied, value) ? null : new Child(element, true, null);
        }
    }

    // What is there on one side only is owned with all that it holds.
    private static Child All(string element, JsonNode? value, MergeType type)
    {
        switch (type.ShapeOf(value))
        {
            case MergeShape.Fields when value is JsonObject { Count: > 0 } fields:
                return new Child(element, true, AllFields(type, fields));
            case MergeShape.Items when value is JsonArray { Count: > 0 } items && Items(type, items) is { } parts:
                return new Child(element, true, parts);
            default:
                return new Child(element, true, null);
        }
    }

    private static List<Child> AllFields(MergeType type, JsonObject fields)
    {
        var result = new List<Child>(fields.Count);
        for (var index = 0; index < fields.Count; index++)
        {
            var (name, value) = fields.GetAt(index);
            var field = type.Node.FieldsByName.GetValueOrDefault(name);
            result.Add(All(field?.PathElement ?? "f:" + name, value, field is null ? type.Item : MergeType.Of(field)));
        }
        return result;
    }

    // An item that occurs several times counts as one value.
    private static List<Child>? Items(MergeType type, JsonArray items)
    {
        if (ListItems.PathElements(type, items) is not { } elements)
            return null;
        var result = new List<Child>(elements.Count);
        var known = elements.Count > 1 ? new Dictionary<string, int>(elements.Count, StringComparer.Ordinal) : null;
        for (var index = 0; index < elements.Count; index++)
        {
            if (known is null || known.TryAdd(elements[index], result.Count))
                result.Add(All(elements[index], items[index], type.Item));
            else
                result[known[elements[index]]] = new Child(elements[index], true, null);
        }
        return result;
    }

    private void Write(List<Child> children, bool isMember)
    {
        Put("{"u8);
        if (isMember)
            Put("\".\":{}"u8);
        if (children.Count > 1)
            children.Sort(Child.InOrder);
        for (var index = 0; index < children.Count; index++)
        {
            if (isMember || index > 0)
                Put(","u8);
            var (element, member, below) = children[index];
            PutName(element);
            if (below is null)
                Put("{}"u8);
            else
                Write(below, member);
        }
        Put("}"u8);
    }

    private void PutName(string element)
    {
        Put("\""u8);
        if (FieldSetJson.NeedsEscaping(element))
        {
            Put(JsonEncodedText.Encode(element, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }
        else
        {
            var span = _text.GetSpan(element.Length);
            _text.Advance(Encoding.ASCII.GetBytes(element, span));
        }
        Put("\":"u8);
    }

    private void Put(ReadOnlySpan<byte> text) => _text.Write(text);

    /// <param name="Element">Path element.</param>
    /// <param name="IsMember">The path that ends here is owned.</param>
    /// <param name="Below">The branches; null when there are none.</param>
    private readonly record struct Child(string Element, bool IsMember, List<Child>? Below)
    {
        public static Comparison<Child> InOrder { get; } = (left, right) => PathElementOrder.Instance.Compare(left.Element, right.Element);
    }
}
