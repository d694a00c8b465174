using System.Text.Json.Nodes;
using CloudOrchestrator.Objects.Apply;

namespace CloudOrchestrator.Objects.Tests.Apply;

public sealed class ServerSideApplyTests
{
    private readonly ApplyScene _scene = new();

    [Fact]
    public void Apply_NewObject_OwnsExactlyWhatWasSent()
    {
        _scene.Apply("kubectl", """{"spec":{"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}}""").Require();

        Assert.Equal(
            """{"f:spec":{"f:replicas":{},"f:selector":{},"f:template":{"f:spec":{"f:containers":{"k:{\u0022name\u0022:\u0022c\u0022}":{".":{},"f:image":{},"f:name":{}}}}}}}""",
            _scene.Fields("kubectl"));
        var entry = _scene.Entry("kubectl")!;
        Assert.Equal("Apply", entry["operation"]!.GetValue<string>());
        Assert.Equal("apps/v1", entry["apiVersion"]!.GetValue<string>());
        Assert.Equal("2026-01-02T03:04:06Z", entry["time"]!.GetValue<string>());
        Assert.Equal("FieldsV1", entry["fieldsType"]!.GetValue<string>());
    }

    [Fact]
    public void Apply_ValueOfAnotherManager_IsConflict()
    {
        _scene.Update("kubectl-client-side-apply", """{"spec":{"replicas":2}}""");

        var status = _scene.Apply("me", """{"spec":{"replicas":3}}""").Error!;

        Assert.Equal(409, status.Code);
        Assert.Equal("Conflict", status.Reason);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using apps/v1: .spec.replicas", status.Message);
        var cause = Assert.Single(status.Details!.Causes!);
        Assert.Equal("FieldManagerConflict", cause.Reason);
        Assert.Equal("conflict with \"kubectl-client-side-apply\" using apps/v1", cause.Message);
        Assert.Equal(".spec.replicas", cause.Field);
    }

    [Fact]
    public void Apply_SeveralConflicts_ListsThemByManager()
    {
        _scene.Apply("b", """{"spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"c","image":"i","ports":[{"containerPort":80}]}]}}}}""").Require();
        _scene.Change("a", value => value["spec"]!["paused"] = true, "scale");

        var status = _scene.Apply("me",
            """{"spec":{"replicas":3,"paused":false,"template":{"spec":{"containers":[{"name":"c","image":"j","ports":[{"containerPort":80,"name":"x"}]}]}}}}""").Error!;

        Assert.Equal(
            "Apply failed with 3 conflicts: conflicts with \"a\" with subresource \"scale\" using apps/v1:\n- .spec.paused\n" +
            "conflicts with \"b\":\n- .spec.replicas\n- .spec.template.spec.containers[name=\"c\"].image",
            status.Message);
    }

    [Fact]
    public void Apply_Forced_TakesOwnership()
    {
        _scene.Apply("a", """{"spec":{"replicas":2,"paused":true}}""").Require();

        _scene.Apply("b", """{"spec":{"replicas":3}}""", force: true).Require();

        Assert.Equal("""{"f:spec":{"f:paused":{}}}""", _scene.Fields("a"));
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", _scene.Fields("b"));
        Assert.Equal(3, _scene.Live!["spec"]!["replicas"]!.GetValue<int>());
    }

    [Fact]
    public void Apply_SameValue_IsSharedWithoutConflict()
    {
        _scene.Apply("a", """{"spec":{"replicas":2}}""").Require();
        _scene.Apply("b", """{"spec":{"replicas":2}}""").Require();
        _scene.Apply("a", """{"spec":{"paused":true}}""").Require();

        Assert.Equal(2, _scene.Live!["spec"]!["replicas"]!.GetValue<int>());
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", _scene.Fields("b"));
    }

    [Fact]
    public void Apply_FieldLeftOut_IsRemovedWhenNobodyElseOwnsIt()
    {
        _scene.Apply("a", """{"metadata":{"labels":{"x":"1","y":"2"},"finalizers":["p/a","p/b"]},"spec":{"replicas":2,"strategy":{"type":"Recreate"}}}""").Require();

        _scene.Apply("a", """{"metadata":{"labels":{"y":"2"},"finalizers":["p/b"]},"spec":{"paused":true}}""").Require();

        Assert.Equal("""{"y":"2"}""", _scene.Live!["metadata"]!["labels"]!.ToJsonString());
        Assert.Equal("""["p/b"]""", _scene.Live!["metadata"]!["finalizers"]!.ToJsonString());
        Assert.Equal("""{"paused":true}""", _scene.Live!["spec"]!.ToJsonString());
        Assert.Equal("""{"f:metadata":{"f:finalizers":{"v:\u0022p/b\u0022":{}},"f:labels":{"f:y":{}}},"f:spec":{"f:paused":{}}}""", _scene.Fields("a"));
    }

    [Fact]
    public void Apply_ItemLeftOutThatAnUpdaterChangedInside_IsRemoved()
    {
        _scene.Apply("a", """{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i"},{"name":"d","image":"i"}]}}}}""").Require();
        _scene.Change("u", value => value["spec"]!["template"]!["spec"]!["containers"]![0]!["args"] = new JsonArray("x"));

        _scene.Apply("a", """{"spec":{"template":{"spec":{"containers":[{"name":"e","image":"i"}]}}}}""").Require();

        Assert.Null(_scene.Entry("u"));
        Assert.Equal("""[{"name":"e","image":"i"}]""", _scene.Live!["spec"]!["template"]!["spec"]!["containers"]!.ToJsonString());
    }

    [Fact]
    public void Apply_FieldNobodyOwns_IsNotRemoved()
    {
        _scene.Apply("a", """{"spec":{"replicas":2,"strategy":{"type":"Recreate"}}}""").Require();
        _scene.Live!["spec"]!["paused"] = true;

        _scene.Apply("a", """{"spec":{"strategy":{"type":"Recreate"}}}""").Require();

        Assert.Equal("""{"strategy":{"type":"Recreate"},"paused":true}""", _scene.Live!["spec"]!.ToJsonString());
    }

    [Fact]
    public void Apply_PortWithoutProtocol_MatchesTheDefault()
    {
        _scene.Apply("a", """{"spec":{"template":{"spec":{"containers":[{"name":"c","ports":[{"containerPort":80},{"containerPort":443}]}]}}}}""").Require();
        _scene.Apply("b", """{"spec":{"template":{"spec":{"containers":[{"name":"c","ports":[{"containerPort":80,"protocol":"TCP","name":"http"}]}]}}}}""").Require();

        Assert.Equal(2, _scene.Live!["spec"]!["template"]!["spec"]!["containers"]![0]!["ports"]!.AsArray().Count);
        var keys = _scene.Entry("a")!["fieldsV1"]!["f:spec"]!["f:template"]!["f:spec"]!["f:containers"]!["k:{\"name\":\"c\"}"]!["f:ports"]!.AsObject().Select(field => field.Key);
        Assert.Equal(["""k:{"containerPort":80,"protocol":"TCP"}""", """k:{"containerPort":443,"protocol":"TCP"}"""], keys);
    }

    [Fact]
    public void Apply_ItemsInAnotherOrder_TakesTheAppliedOrder()
    {
        _scene.Apply("a", Env("a", "b", "c")).Require();
        _scene.Change("u", value => EnvOf(value).Insert(1, new JsonObject { ["name"] = "x" }));

        _scene.Apply("a", Env("c", "n", "a", "b")).Require();

        Assert.Equal(["x", "c", "n", "a", "b"], EnvOf(_scene.Live!).Select(item => item!["name"]!.GetValue<string>()));
    }

    [Fact]
    public void Apply_TwiceTheSame_KeepsTheTime()
    {
        _scene.Apply("a", """{"spec":{"replicas":2}}""").Require();
        var before = _scene.Live!.DeepClone();

        _scene.Apply("a", """{"spec":{"replicas":2}}""").Require();

        Assert.True(JsonNode.DeepEquals(before, _scene.Live));
    }

    [Fact]
    public void Apply_LiveWithoutManagedFields_RecordsWhatWasBefore()
    {
        _scene.Update("u", """{"metadata":{"managedFields":[{}]},"spec":{"replicas":2}}""");
        _scene.Live!["metadata"]!.AsObject().Remove("managedFields");

        var status = _scene.Apply("me", """{"spec":{"replicas":3}}""").Error!;
        _scene.Apply("me", """{"spec":{"replicas":3}}""", force: true).Require();

        Assert.Equal("Apply failed with 1 conflict: conflict with \"before-first-apply\" using apps/v1: .spec.replicas", status.Message);
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", _scene.Fields("me"));
        Assert.Null(_scene.Entry("before-first-apply"));
    }

    [Fact]
    public void Apply_EmptyConfiguration_LeavesNoEntry()
    {
        _scene.Apply("a", """{"spec":{"replicas":2}}""").Require();
        _scene.Apply("a", "{}").Require();

        Assert.Null(_scene.ManagedFields);
        Assert.Null(_scene.Live!["spec"]);
    }

    [Fact]
    public void Apply_FieldThatIsReset_IsNeitherMergedNorOwned()
    {
        var manager = new FieldManager("a", "apps/v1") { ResetFields = ["status"] };
        var applied = JsonNode.Parse("""{"apiVersion":"apps/v1","kind":"Workload","metadata":{"name":"web"},"spec":{"replicas":1},"status":{"replicas":1}}""")!.AsObject();

        var result = ServerSideApply.Apply(null, applied, WorkloadSchema.Node, manager, DateTimeOffset.UnixEpoch).Require();

        Assert.Null(result["status"]);
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", result["metadata"]!["managedFields"]![0]!["fieldsV1"]!.ToJsonString());
        Assert.NotNull(applied["status"]);
    }

    [Fact]
    public void Apply_ManagedFieldsInConfiguration_IsRefused() =>
        Assert.Equal("metadata.managedFields must be nil", _scene.Apply("a", """{"metadata":{"managedFields":[]}}""").Error!.Message);

    [Fact]
    public void Apply_OtherVersion_IsRefused() =>
        Assert.Equal(
            "Incorrect version specified in apply patch. Specified patch version: apps/v2, expected: apps/v1",
            _scene.Apply("a", """{"apiVersion":"apps/v2"}""").Error!.Message);

    [Theory]
    [InlineData("""{"spec":{"foo":1}}""", ".spec.foo: field not declared in schema")]
    [InlineData("""{"spec":{"replicas":"two"}}""", ".spec.replicas: expected numeric (int or float), got string")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"image":"i"}]}}}}""",
        ".spec.template.spec.containers: element 0: associative list with keys has an element that omits key field \"name\" (and doesn't have default value)")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"c"},{"name":"c"}]}}}}""",
        ".spec.template.spec.containers: duplicate entries for key [name=\"c\"]")]
    public void Apply_ConfigurationOffSchema_SaysWhere(string json, string fault)
    {
        var status = _scene.Apply("a", json).Error!;

        Assert.Equal(500, status.Code);
        Assert.Equal($"failed to create typed patch object (/web; apps/v1, Kind=Workload): {fault}", status.Message);
    }

    [Fact]
    public void Apply_KubectlOverClientSideApply_TakesOverWhatTheAnnotationSet()
    {
        _scene.Update("kubectl-client-side-apply", """
            {"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"apps/v1\",\"spec\":{\"replicas\":2}}"}},"spec":{"replicas":2,"paused":true}}
            """);

        _scene.Apply("kubectl", """{"spec":{"replicas":3}}""").Require();
        var status = _scene.Apply("kubectl", """{"spec":{"replicas":3,"paused":false}}""").Error!;

        Assert.Contains(".spec.paused", status.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".spec.replicas", status.Message, StringComparison.Ordinal);
        Assert.Equal(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Workload\",\"metadata\":{\"name\":\"web\"},\"spec\":{\"replicas\":3}}\n",
            _scene.Live!["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"]!.GetValue<string>());
    }

    private static string Env(params string[] names) =>
        """{"spec":{"template":{"spec":{"containers":[{"name":"c","env":[""" + string.Join(',', names.Select(name => $$"""{"name":"{{name}}"}""")) + "]}]}}}}";

    private static JsonArray EnvOf(JsonObject value) => value["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray();
}
