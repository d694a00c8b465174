using System.Text.Json.Nodes;
using CloudOrchestrator.Objects.Apply;

namespace CloudOrchestrator.Objects.Tests.Apply;

public sealed class TrackUpdateTests
{
    private readonly ApplyScene _scene = new();

    [Fact]
    public void TrackUpdate_Create_OwnsLeavesButNotTheStructuresEveryObjectHas()
    {
        _scene.Update("kubectl-create", """
            {"metadata":{"creationTimestamp":null,"labels":{"app":"w"}},
             "spec":{"selector":{"matchLabels":{"app":"w"}},"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%"}},
             "template":{"metadata":{"creationTimestamp":null,"labels":{"app":"w"}},"spec":{"containers":[{"name":"c","image":"i","resources":{}}],"volumes":[{"name":"v","emptyDir":{}}]}}},
             "status":{}}
            """);

        Assert.Equal(
            """
            {"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:selector":{},"f:strategy":{"f:rollingUpdate":{".":{},"f:maxSurge":{}},"f:type":{}},"f:template":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:image":{},"f:name":{},"f:resources":{}}},"f:volumes":{".":{},"k:{\"name\":\"v\"}":{".":{},"f:emptyDir":{},"f:name":{}}}}}}}
            """.Trim(),
            _scene.Fields("kubectl-create")!.Replace("\\u0022", "\\\"", StringComparison.Ordinal));
    }

    [Fact]
    public void TrackUpdate_NothingChanged_LeavesManagedFieldsAlone()
    {
        _scene.Update("a", """{"spec":{"replicas":2}}""");
        var before = _scene.ManagedFields!.ToJsonString();

        _scene.Change("b", _ => { });

        Assert.Equal(before, _scene.ManagedFields!.ToJsonString());
    }

    [Fact]
    public void TrackUpdate_ValueChanged_MovesToTheWriter()
    {
        _scene.Update("a", """{"spec":{"replicas":2,"paused":true}}""");

        _scene.Change("b", value => value["spec"]!["replicas"] = 3);

        Assert.Equal("""{"f:spec":{"f:paused":{}}}""", _scene.Fields("a"));
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", _scene.Fields("b"));
        Assert.Equal("2026-01-02T03:04:06Z", _scene.Entry("a")!["time"]!.GetValue<string>());
        Assert.Equal("2026-01-02T03:04:07Z", _scene.Entry("b")!["time"]!.GetValue<string>());
    }

    [Fact]
    public void TrackUpdate_FieldRemoved_NobodyOwnsIt()
    {
        _scene.Update("a", """{"spec":{"replicas":2,"paused":true}}""");
        _scene.Apply("b", """{"spec":{"paused":true}}""").Require();

        _scene.Change("c", value => value["spec"]!.AsObject().Remove("paused"));

        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", _scene.Fields("a"));
        Assert.Single(_scene.ManagedFields!);
    }

    [Fact]
    public void TrackUpdate_ItemRemoved_TakesItsFieldsAlong()
    {
        _scene.Update("a", """{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i"},{"name":"d"}]}}}}""");

        _scene.Change("b", value => value["spec"]!["template"]!["spec"]!["containers"]!.AsArray().RemoveAt(0));

        Assert.DoesNotContain("name\\u0022:\\u0022c", _scene.Fields("a"), StringComparison.Ordinal);
        Assert.Null(_scene.Entry("b"));
    }

    [Fact]
    public void TrackUpdate_Subresource_HasItsOwnEntry()
    {
        _scene.Update("a", """{"spec":{"replicas":2}}""");

        _scene.Change("a", value => value["status"] = JsonNode.Parse("""{"replicas":2,"conditions":[{"type":"Ready","status":"True"}]}"""), "status");

        Assert.Equal(2, _scene.ManagedFields!.Count);
        var entry = _scene.ManagedFields![1]!;
        Assert.Equal("status", entry["subresource"]!.GetValue<string>());
        Assert.Equal(
            """{"f:status":{"f:conditions":{".":{},"k:{\"type\":\"Ready\"}":{".":{},"f:status":{},"f:type":{}}},"f:replicas":{}}}""",
            entry["fieldsV1"]!.ToJsonString().Replace("\\u0022", "\\\"", StringComparison.Ordinal));
    }

    [Fact]
    public void TrackUpdate_ServerOwnedMetadata_IsNobodys()
    {
        _scene.Update("a", """{"spec":{"replicas":2}}""");

        _scene.Change("b", value =>
        {
            value["metadata"]!["resourceVersion"] = "9";
            value["metadata"]!["generation"] = 4;
            value["metadata"]!["creationTimestamp"] = "2026-01-01T00:00:00Z";
        });

        Assert.Null(_scene.Entry("b"));
    }

    [Fact]
    public void TrackUpdate_NoManagedFieldsSent_KeepsThem()
    {
        _scene.Update("a", """{"spec":{"replicas":2}}""");

        _scene.Change("b", value => value["metadata"]!["managedFields"] = new JsonArray());

        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", _scene.Fields("a"));
    }

    [Fact]
    public void TrackUpdate_SingleEmptyEntrySent_StopsTracking()
    {
        _scene.Update("a", """{"spec":{"replicas":2}}""");

        _scene.Change("b", value =>
        {
            value["metadata"]!["managedFields"] = new JsonArray(new JsonObject());
            value["spec"]!["replicas"] = 3;
        });
        _scene.Change("c", value => value["spec"]!["replicas"] = 4);

        Assert.Null(_scene.ManagedFields);
    }

    [Fact]
    public void TrackUpdate_ManagedFieldsSent_ReplacesThem()
    {
        _scene.Update("kubectl-client-side-apply", """{"spec":{"replicas":2}}""");

        _scene.Change("kubectl", value =>
        {
            var entry = value["metadata"]!["managedFields"]![0]!;
            entry["manager"] = "kubectl";
            entry["operation"] = "Apply";
        });

        Assert.Equal("Apply", _scene.Entry("kubectl")!["operation"]!.GetValue<string>());
        Assert.Single(_scene.ManagedFields!);
    }

    [Fact]
    public void TrackUpdate_ManyWriters_KeepsTenEntries()
    {
        _scene.Update("m0", """{"metadata":{"labels":{"l0":"0"}}}""");
        for (var index = 1; index < 14; index++)
        {
            var name = $"l{index}";
            _scene.Change($"m{index}", value => value["metadata"]!["labels"]![name] = "x");
        }

        Assert.Equal(10, _scene.ManagedFields!.Count);
        Assert.Equal("""{"f:metadata":{"f:labels":{".":{},"f:l0":{},"f:l1":{},"f:l2":{},"f:l3":{},"f:l4":{}}}}""", _scene.Fields("ancient-changes"));
    }

    [Fact]
    public void TrackUpdate_UntypedValue_MergesFieldByField()
    {
        _scene.Update("a", """{"spec":{"template":{"spec":{"extra":{"x":1,"y":[1]}}}}}""");

        _scene.Change("b", value => value["spec"]!["template"]!["spec"]!["extra"]!["y"] = new JsonArray(2));

        Assert.Equal("""{"f:spec":{"f:template":{"f:spec":{"f:extra":{"f:y":{}}}}}}""", _scene.Fields("b"));
    }

    [Fact]
    public void KeepTimesIfUnchanged_OnlyTimesDiffer_RestoresThem()
    {
        _scene.Update("a", """{"spec":{"replicas":2}}""");
        var updated = (JsonObject)_scene.Live!.DeepClone();
        updated["metadata"]!["managedFields"]![0]!["time"] = "2027-01-01T00:00:00Z";
        var changed = (JsonObject)updated.DeepClone();
        changed["spec"]!["replicas"] = 3;

        ServerSideApply.KeepTimesIfUnchanged(_scene.Live!, updated);
        ServerSideApply.KeepTimesIfUnchanged(_scene.Live!, changed);

        Assert.True(JsonNode.DeepEquals(_scene.Live, updated));
        Assert.Equal("2027-01-01T00:00:00Z", changed["metadata"]!["managedFields"]![0]!["time"]!.GetValue<string>());
    }
}
