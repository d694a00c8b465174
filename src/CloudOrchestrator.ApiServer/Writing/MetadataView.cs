namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>An object's metadata with its fields typed. Writes go to the tree.</summary>
internal readonly struct MetadataView(JsonObject fields)
{
    /// <summary>The metadata of an object, added when absent.</summary>
    public static MetadataView Of(JsonObject value) => new(value.ObjectOrNew("metadata"));

    /// <summary>The tree.</summary>
    public JsonObject Fields => fields;

    /// <summary>metadata.name.</summary>
    public string Name
    {
        get => fields.Text("name");
        set => fields["name"] = value;
    }

    /// <summary>metadata.namespace.</summary>
    public string Namespace
    {
        get => fields.Text("namespace");
        set => SetText("namespace", value);
    }

    /// <summary>metadata.generateName.</summary>
    public string GenerateName => fields.Text("generateName");

    /// <summary>metadata.uid.</summary>
    public string Uid
    {
        get => fields.Text("uid");
        set => SetText("uid", value);
    }

    /// <summary>metadata.resourceVersion.</summary>
    public string ResourceVersion
    {
        get => fields.Text("resourceVersion");
        set => SetText("resourceVersion", value);
    }

    /// <summary>metadata.generation; 0 when absent.</summary>
    public long Generation
    {
        get => fields.Number("generation") ?? 0;
        set => SetNumber("generation", value == 0 ? null : value);
    }

    /// <summary>metadata.creationTimestamp; null when absent.</summary>
    public DateTimeOffset? CreationTimestamp
    {
        get => fields.Time("creationTimestamp");
        set => fields["creationTimestamp"] = value is { } time ? Timestamps.Format(time) : null;
    }

    /// <summary>metadata.deletionTimestamp; null when absent.</summary>
    public DateTimeOffset? DeletionTimestamp
    {
        get => fields.Time("deletionTimestamp");
        set
        {
            if (value is { } time)
                fields["deletionTimestamp"] = Timestamps.Format(time);
            else
                fields.Remove("deletionTimestamp");
        }
    }

    /// <summary>metadata.deletionGracePeriodSeconds; null when absent.</summary>
    public long? DeletionGracePeriodSeconds
    {
        get => fields.Number("deletionGracePeriodSeconds");
        set => SetNumber("deletionGracePeriodSeconds", value);
    }

    /// <summary>metadata.finalizers.</summary>
    public IReadOnlyList<string> Finalizers
    {
        get => [.. fields.Texts("finalizers")];
        set
        {
            if (value.Count == 0)
                fields.Remove("finalizers");
            else
                fields["finalizers"] = new JsonArray([.. value.Select(text => (JsonNode)text)]);
        }
    }

    /// <summary>
    /// What a client may write of a new object's metadata, typed; null when there is more than name, namespace, labels and annotations, which takes decoding.
    /// What the server writes itself is left out.
    /// </summary>
    public ObjectMeta? AsWritten()
    {
        IReadOnlyDictionary<string, string>? labels = null;
        IReadOnlyDictionary<string, string>? annotations = null;
        for (var index = 0; index < fields.Count; index++)
        {
            var (name, field) = fields.GetAt(index);
            switch (name)
            {
                case "name" or "generateName" or "namespace" or "uid" or "creationTimestamp" or "resourceVersion":
                    break;
                case "managedFields" when field is JsonValue:
                    break;
                case "labels" when field is JsonObject map:
                    labels = Texts(map);
                    break;
                case "annotations" when field is JsonObject map:
                    annotations = Texts(map);
                    break;
                default:
                    return null;
            }
        }

        return new ObjectMeta { Name = Name, GenerateName = GenerateName, Namespace = Namespace, Labels = labels, Annotations = annotations };
    }

    private static Dictionary<string, string> Texts(JsonObject map)
    {
        var texts = new Dictionary<string, string>(map.Count, StringComparer.Ordinal);
        for (var index = 0; index < map.Count; index++)
        {
            var (key, text) = map.GetAt(index);
            texts[key] = text!.GetValue<string>();
        }

        return texts;
    }

    private void SetText(string name, string value)
    {
        if (value.Length == 0)
            fields.Remove(name);
        else
            fields[name] = value;
    }

    private void SetNumber(string name, long? value)
    {
        if (value is { } number)
            fields[name] = number;
        else
            fields.Remove(name);
    }
}
