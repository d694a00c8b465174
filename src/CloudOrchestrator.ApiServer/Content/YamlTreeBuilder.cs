using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudOrchestrator.ApiServer.Content;

/// <summary>Builds a JSON tree from the events of a YAML parser. One use.</summary>
internal sealed class YamlTreeBuilder(IParser parser)
{
    /// <summary>Most nodes that aliases may add: more is a document made to explode (Kubernetes: "excessive aliasing").</summary>
    public const int AliasedNodesMax = 100_000;

    private readonly Dictionary<AnchorName, (JsonNode? Node, int Size)> _anchors = [];
    private readonly List<string> _faults = [];
    private int _aliasedNodes;
    private int _nodes;

    /// <summary>What strict decoding objects to.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads the only document of the stream; null when there is none.</summary>
    /// <exception cref="YamlException">The text is no YAML, holds several documents, or exceeds a bound.</exception>
    public JsonNode? ReadSingleDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return null;
        var node = ReadNode(1);
        parser.Consume<DocumentEnd>();
        while (parser.TryConsume<DocumentStart>(out var next))
        {
            // An empty last document ("---" at the end of a file) is harmless.
            var more = ReadNode(1);
            parser.Consume<DocumentEnd>();
            if (more is not null)
                throw new YamlException(next.Start, next.End, "one request carries one document; send the documents one by one");
        }

        return node;
    }

    private JsonNode? ReadNode(int depth)
    {
        _nodes++;
        if (depth > ObjectJsonReader.DepthMax)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"exceeded max depth of {ObjectJsonReader.DepthMax}");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return ReadAlias(alias);
        var before = _nodes - 1;
        var anchor = AnchorName.Empty;
        JsonNode? node;
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            anchor = scalar.Anchor;
            node = YamlScalars.Resolve(scalar);
        }
        else if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            anchor = sequence.Anchor;
            node = ReadSequence(depth);
        }
        else
        {
            anchor = parser.Consume<MappingStart>().Anchor;
            node = ReadMapping(depth);
        }

        if (!anchor.IsEmpty)
            _anchors[anchor] = (node, _nodes - before);
        return node;
    }

    private JsonNode? ReadAlias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
            throw new YamlException(alias.Start, alias.End, $"unknown anchor '{alias.Value}' referenced");
        _aliasedNodes += anchored.Size;
        _nodes += anchored.Size;
        if (_aliasedNodes > AliasedNodesMax)
            throw new YamlException(alias.Start, alias.End, "document contains excessive aliasing");
        return anchored.Node?.DeepClone();
    }

    private JsonArray ReadSequence(int depth)
    {
        var array = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
            array.Add(ReadNode(depth + 1));
        return array;
    }

    private JsonObject ReadMapping(int depth)
    {
        var value = new JsonObject();
        List<JsonObject>? merged = null;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!.Start;
            var isMerge = parser.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var key = KeyText(ReadNode(depth + 1), at);
            var item = ReadNode(depth + 1);
            if (isMerge)
            {
                (merged ??= []).AddRange(MergeSources(item, at));
                continue;
            }

            if (value.ContainsKey(key))
                _faults.Add($"yaml: unmarshal errors:\n  line {at.Line}: key \"{key}\" already set in map");
            value[key] = item;
        }

        foreach (var source in merged ?? [])
        {
            foreach (var (key, item) in source)
            {
                if (!value.ContainsKey(key))
                    value[key] = item?.DeepClone();
            }
        }

        return value;
    }

    private static string KeyText(JsonNode? key, Mark at) => key switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value => value.ToJsonString(),
        null => "null",
        _ => throw new YamlException(at, at, "map keys must be scalars"),
    };

    private static IEnumerable<JsonObject> MergeSources(JsonNode? item, Mark at) => item switch
    {
        JsonObject one => [one],
        JsonArray many when many.All(entry => entry is JsonObject) => many.Select(entry => entry!.AsObject()).ToArray(),
        _ => throw new YamlException(at, at, "map merge requires map or sequence of maps as the value"),
    };
}
