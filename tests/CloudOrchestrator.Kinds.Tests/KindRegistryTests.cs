using System.Text.Json.Nodes;
using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.Kinds.Tests;

public sealed class KindRegistryTests
{
    private static readonly KindRegistry Registry = KindRegistry.BuiltIn();

    public static TheoryData<string> KindNames => [.. Registry.Kinds.Select(kind => kind.GroupVersionKind.ToString())];

    [Theory]
    [MemberData(nameof(KindNames))]
    public void Kind_EmptyObject_ConformsDefaultsAndPrints(string name)
    {
        var kind = Registry.Kinds.Single(candidate => candidate.GroupVersionKind.ToString() == name);
        var value = new JsonObject
        {
            ["apiVersion"] = kind.GroupVersionKind.ApiVersion,
            ["kind"] = kind.GroupVersionKind.Kind,
            ["metadata"] = new JsonObject { ["name"] = "x" },
        };
        var schema = Registry.SchemaOf(kind);
        Assert.Empty(SchemaConformer.Conform(value, schema).TypeErrors);
        SchemaConformer.ApplyDefaults(value, schema);
        kind.ApplyDefaults(value, null);
        kind.PrepareForCreate(value);
        Assert.Empty(SchemaConformer.Conform(value, schema).UnknownFields);
        var typed = kind.Decode(value);
        Assert.NotNull(kind.ValidateCreate(typed));
        Assert.NotNull(kind.ValidateUpdate(typed, typed));
        Assert.NotNull(kind.ValidateStatusUpdate(typed, typed));
        Assert.All(kind.SelectableFields.Values, field => Assert.NotNull(field(value)));
        if (kind.Stored || kind.Verbs.Contains("list"))
            return;
        Assert.Equal(["create"], kind.Verbs);
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public void Kind_StoredForm_ComesBackUnchanged(string name)
    {
        var kind = Registry.Kinds.Single(candidate => candidate.GroupVersionKind.ToString() == name);
        var value = new JsonObject
        {
            ["apiVersion"] = kind.GroupVersionKind.ApiVersion,
            ["kind"] = kind.GroupVersionKind.Kind,
            ["metadata"] = new JsonObject { ["name"] = "x" },
        };
        SchemaConformer.Conform(value, Registry.SchemaOf(kind));
        var back = kind.FromStored(kind.ToStored(value.DeepClone().AsObject()));
        SchemaConformer.Conform(back, Registry.SchemaOf(kind));
        Assert.True(JsonNode.DeepEquals(value, back));
    }

    [Fact]
    public void BuiltIn_Names_AreUniquePerGroup()
    {
        var names = Registry.Kinds.SelectMany(kind => kind.Names.ShortNames.Append(kind.Names.Plural).Select(name => (kind.GroupVersionKind.Group, name)));
        Assert.Equal(names.Count(), names.Distinct().Count());
    }

    [Fact]
    public void BuiltIn_Verbs_AreSorted()
    {
        Assert.All(Registry.Kinds, kind => Assert.Equal(kind.Verbs.Order(StringComparer.Ordinal), kind.Verbs));
        Assert.All(Registry.Kinds.SelectMany(kind => kind.Subresources), sub => Assert.Equal(sub.Verbs.Order(StringComparer.Ordinal), sub.Verbs));
    }

    [Fact]
    public void BuiltIn_Events_ShareOneStream()
    {
        var streams = Registry.Kinds.Where(kind => kind.GroupVersionKind.Kind == "Event").Select(kind => kind.Stream).Distinct();
        Assert.Equal(["events"], streams);
    }
}
