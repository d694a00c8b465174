using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.Objects.Tests.Apply;

/// <summary>The schema of a kind much like Deployment, with one list of every type.</summary>
internal static class WorkloadSchema
{
    private static readonly SchemaNode s_text = Scalar(SchemaType.String);

    public static SchemaNode Node { get; } = Structure(
        Field("kind", s_text),
        Field("apiVersion", s_text),
        Field("metadata", Metadata(), Presence.Always),
        Field("spec", Spec(), Presence.Always),
        Field("status", Structure(Field("replicas", Scalar(SchemaType.Int32)), Items("conditions", Structure(Field("type", s_text), Field("status", s_text)), "type")), Presence.Always));

    private static SchemaNode Metadata() => Structure(
        Field("name", s_text),
        Field("namespace", s_text),
        Field("uid", s_text),
        Field("resourceVersion", s_text),
        Field("generation", Scalar(SchemaType.Int64)),
        Field("creationTimestamp", Scalar(SchemaType.Time), Presence.Always),
        Field("labels", Map(s_text)),
        Field("annotations", Map(s_text)),
        new SchemaField { JsonName = "finalizers", Number = 1, Node = List(s_text), ListType = ListType.Set },
        Field("managedFields", List(Scalar(SchemaType.Any))));

    private static SchemaNode Spec() => Structure(
        Field("replicas", Scalar(SchemaType.Int32)),
        Field("paused", Scalar(SchemaType.Boolean)),
        new SchemaField { JsonName = "selector", Number = 1, Node = Structure(Field("matchLabels", Map(s_text))), Atomic = true, Presence = Presence.Always },
        Field("strategy", Structure(Field("type", s_text), Field("rollingUpdate", Structure(Field("maxSurge", Scalar(SchemaType.IntOrString))))), Presence.Always),
        Field("template", Structure(Field("metadata", Metadata(), Presence.Always), Field("spec", PodSpec(), Presence.Always)), Presence.Always));

    private static SchemaNode PodSpec() => Structure(
        Items("containers", Container(), "name", Presence.Always),
        Items("volumes", Structure(Field("name", s_text), Field("emptyDir", Structure(Field("medium", s_text)))), "name"),
        Field("restartPolicy", s_text),
        Field("extra", Scalar(SchemaType.Any)));

    private static SchemaNode Container() => Structure(
        Field("name", s_text),
        Field("image", s_text),
        Field("args", List(s_text)),
        Field("resources", Structure(Field("limits", Map(Scalar(SchemaType.Quantity)))), Presence.Always),
        Items("ports", Structure(Field("containerPort", Scalar(SchemaType.Int32)), WithDefault("protocol", "TCP"), Field("name", s_text)), "containerPort,protocol"),
        Items("env", Structure(Field("name", s_text), Field("value", s_text)), "name"));

    private static SchemaNode Scalar(SchemaType type) => new() { Type = type };

    private static SchemaNode Map(SchemaNode values) => new() { Type = SchemaType.Map, Items = values };

    private static SchemaNode List(SchemaNode items) => new() { Type = SchemaType.Array, Items = items };

    private static SchemaField Field(string name, SchemaNode node, Presence presence = Presence.Optional) =>
        new() { JsonName = name, Number = 1, Node = node, Presence = presence };

    private static SchemaField WithDefault(string name, string value) => new() { JsonName = name, Number = 1, Node = s_text, Default = value };

    private static SchemaField Items(string name, SchemaNode item, string keys, Presence presence = Presence.Optional) =>
        new() { JsonName = name, Number = 1, Node = List(item), ListType = ListType.Map, ListMapKeys = keys.Split(','), Presence = presence };

    private static SchemaNode Structure(params SchemaField[] fields)
    {
        var node = new SchemaNode { Type = SchemaType.Object };
        node.SetFields(fields);
        return node;
    }
}
