using System.Text;

namespace CloudOrchestrator.ApiServer.Tests.Verbs;

public sealed class CreateVerbTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Create_NewObject_SetsSystemFields()
    {
        await using var api = await ServedApi.StartAsync();
        var created = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a","uid":"mine","creationTimestamp":"2000-01-01T00:00:00Z"},"data":{"k":"v"}}""")).Expect(201);
        var metadata = created.Json["metadata"]!;
        Assert.Equal("ConfigMap", (string?)created.Json["kind"]);
        Assert.Equal("v1", (string?)created.Json["apiVersion"]);
        Assert.NotEqual("mine", (string?)metadata["uid"]);
        Assert.NotEqual("2000-01-01T00:00:00Z", (string?)metadata["creationTimestamp"]);
        Assert.Equal("tests", (string?)metadata["managedFields"]![0]!["manager"]);
        Assert.Equal(created.Text, (await api.GetAsync($"{ConfigMaps}/a")).Expect(200).Text);
    }

    [Fact]
    public async Task Create_ExistingName_AlreadyExists()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        var answer = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(409);
        Assert.Equal("configmaps \"a\" already exists", answer.Message);
        Assert.Equal("AlreadyExists", (string?)answer.Json["reason"]);
    }

    [Fact]
    public async Task Create_GenerateName_AppendsSuffix()
    {
        await using var api = await ServedApi.StartAsync();
        var first = (await api.PostAsync(ConfigMaps, """{"metadata":{"generateName":"a-"}}""")).Expect(201);
        var second = (await api.PostAsync(ConfigMaps, """{"metadata":{"generateName":"a-"}}""")).Expect(201);
        var name = (string)first.Json["metadata"]!["name"]!;
        Assert.Matches("^a-[bcdfghjklmnpqrstvwxz2456789]{5}$", name);
        Assert.NotEqual(name, (string?)second.Json["metadata"]!["name"]);
    }

    [Fact]
    public async Task Create_MissingNamespace_NotFound()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync("/api/v1/namespaces/x/configmaps", """{"metadata":{"name":"a"}}""")).Expect(404);
        Assert.Equal("namespaces \"x\" not found", answer.Message);
    }

    [Fact]
    public async Task Create_TerminatingNamespace_Forbidden()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"x"}}""")).Expect(201);
        var deleted = (await api.SendAsync("DELETE", "/api/v1/namespaces/x")).Expect(200);
        Assert.Equal("Terminating", (string?)deleted.Json["status"]!["phase"]);
        var answer = (await api.PostAsync("/api/v1/namespaces/x/configmaps", """{"metadata":{"name":"a"}}""")).Expect(403);
        Assert.Equal("configmaps \"a\" is forbidden: unable to create new content in namespace x because it is being terminated", answer.Message);
        Assert.Equal("NamespaceTerminating", (string?)answer.Json["details"]!["causes"]![0]!["reason"]);
    }

    [Fact]
    public async Task Create_ResourceVersionGiven_Refused()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a","resourceVersion":"5"}}""")).Expect(500);
        Assert.Equal("resourceVersion should not be set on objects to be created", answer.Message);
    }

    [Fact]
    public async Task Create_DryRun_StoresNothing()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync($"{ConfigMaps}?dryRun=All", """{"metadata":{"name":"a"}}""")).Expect(201);
        Assert.NotNull((string?)answer.Json["metadata"]!["uid"]);
        (await api.GetAsync($"{ConfigMaps}/a")).Expect(404);
    }

    [Fact]
    public async Task Create_UnknownField_StrictRefusesWarnWarnsIgnoreIgnores()
    {
        await using var api = await ServedApi.StartAsync();
        await api.CreateDefaultAccountAsync();
        const string Pod = """{"metadata":{"name":"p"},"spec":{"foo":1,"containers":[{"name":"c","image":"i","bar":2}]}}""";
        var strict = (await api.PostAsync($"{Pods}?fieldValidation=Strict", Pod)).Expect(400);
        Assert.Equal("Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field \"spec.foo\", unknown field \"spec.containers[0].bar\"", strict.Message);
        var ignored = (await api.PostAsync($"{Pods}?fieldValidation=Ignore&dryRun=All", Pod)).Expect(201);
        Assert.Empty(ignored.Warnings);
        var warned = (await api.PostAsync(Pods, Pod)).Expect(201);
        Assert.Contains("299 - \"unknown field \\\"spec.foo\\\"\"", warned.Warnings);
        Assert.DoesNotContain("foo", warned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_DuplicateField_StrictRefuses()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync($"{ConfigMaps}?fieldValidation=Strict", """{"metadata":{"name":"a"},"data":{"k":"1","k":"2"}}""")).Expect(400);
        Assert.EndsWith("strict decoding error: duplicate field \"data.k\"", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OtherKind_BadRequest()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}""")).Expect(400);
        Assert.Contains("Secret in version \"v1\" cannot be handled as a ConfigMap", answer.Message, StringComparison.Ordinal);
        var version = (await api.PostAsync(ConfigMaps, """{"apiVersion":"v2","kind":"ConfigMap","metadata":{"name":"a"}}""")).Expect(400);
        Assert.Equal("the API version in the data (v2) does not match the expected API version (v1)", version.Message);
    }

    [Fact]
    public async Task Create_InvalidNames_AllFaultsListed()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"A_","labels":{"a b":"c"}},"data":{"a/b":"c"}}""")).Expect(422);
        Assert.StartsWith("ConfigMap \"A_\" is invalid: [", answer.Message, StringComparison.Ordinal);
        Assert.Equal(3, answer.Json["details"]!["causes"]!.AsArray().Count);
    }

    [Fact]
    public async Task Create_NamespaceMismatch_BadRequest()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a","namespace":"other"}}""")).Expect(400);
        Assert.Equal("the namespace of the provided object does not match the namespace sent on the request", answer.Message);
    }

    [Fact]
    public async Task Create_Yaml_IsRead()
    {
        await using var api = await ServedApi.StartAsync();
        var created = (await api.PostAsync(ConfigMaps, "metadata:\n  name: a\ndata:\n  k: |\n    line\n", "application/yaml")).Expect(201);
        Assert.Equal("line\n", (string?)created.Json["data"]!["k"]);
    }

    [Fact]
    public async Task Create_AliasBomb_RefusedQuickly()
    {
        await using var api = await ServedApi.StartAsync();
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 12; level++)
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1},*a{level - 1},*a{level - 1},*a{level - 1},*a{level - 1},*a{level - 1},*a{level - 1},*a{level - 1}]\n");
        var answer = (await api.PostAsync(ConfigMaps, bomb.ToString(), "application/yaml")).Expect(400);
        Assert.Contains("excessive aliasing", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_DeepJson_Refused()
    {
        await using var api = await ServedApi.StartAsync();
        var deep = $"{{\"metadata\":{{\"name\":\"a\"}},\"data\":{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}1{new string('}', 10_001)}";
        (await api.PostAsync(ConfigMaps, deep)).Expect(400);
        (await api.GetAsync($"{ConfigMaps}/a")).Expect(404);
    }

    [Fact]
    public async Task Create_BodyOverLimit_TooLarge()
    {
        await using var api = await ServedApi.StartAsync();
        var body = $"{{\"metadata\":{{\"name\":\"a\"}},\"data\":{{\"k\":\"{new string('x', 4 * 1024 * 1024)}\"}}}}";
        var answer = (await api.PostAsync(ConfigMaps, body)).Expect(413);
        Assert.Equal("Request entity too large: limit is 3145728", answer.Message);
    }

    [Fact]
    public async Task Create_ObjectOverStoreLimit_TooLarge()
    {
        await using var api = await ServedApi.StartAsync();
        var body = $"{{\"type\":\"Opaque\",\"metadata\":{{\"name\":\"a\",\"annotations\":{{\"k\":\"v\"}}}},\"reason\":\"{new string('x', 2 * 1024 * 1024)}\",\"involvedObject\":{{\"namespace\":\"default\"}}}}";
        var answer = (await api.PostAsync("/api/v1/namespaces/default/events", body)).Expect(413);
        Assert.Contains("at most 1572864 can be stored", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Pod_GetsDefaultsAndAdmission()
    {
        await using var api = await ServedApi.StartAsync();
        const string Pod = """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""";
        var refused = (await api.PostAsync(Pods, Pod)).Expect(403);
        Assert.Equal("pods \"p\" is forbidden: error looking up service account default/default: serviceaccount \"default\" not found", refused.Message);
        await api.CreateDefaultAccountAsync();
        var created = (await api.PostAsync(Pods, Pod)).Expect(201);
        var spec = created.Json["spec"]!;
        Assert.Equal("Always", (string?)spec["restartPolicy"]);
        Assert.Equal("default", (string?)spec["serviceAccountName"]);
        Assert.Equal("/var/run/secrets/kubernetes.io/serviceaccount", (string?)spec["containers"]![0]!["volumeMounts"]![0]!["mountPath"]);
        Assert.Equal(0, (int?)spec["priority"]);
        Assert.Equal("Pending", (string?)created.Json["status"]!["phase"]);
        Assert.Equal(2, spec["tolerations"]!.AsArray().Count);
    }

    [Fact]
    public async Task Create_WritesAuditLine()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        await api.Api.DisposeAsync();
        var line = System.Text.Json.Nodes.JsonNode.Parse((await File.ReadAllLinesAsync(api.AuditFile)).Single())!;
        Assert.Equal("create", (string?)line["verb"]);
        Assert.Equal("kubernetes-admin", (string?)line["user"]!["username"]);
        Assert.Equal("configmaps", (string?)line["objectRef"]!["resource"]);
        Assert.Equal(201, (int?)line["responseStatus"]!["code"]);
    }

    [Fact]
    public async Task Create_PodWithTokenVolumeInOneContainer_UsesItInTheOther()
    {
        await using var api = await ServedApi.StartAsync();
        await api.CreateDefaultAccountAsync();
        var first = (await api.PostAsync(Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")).Expect(201).Json;
        var copy = first["spec"]!.ToJsonString().Replace("\"containers\":[", "\"containers\":[{\"name\":\"d\",\"image\":\"i\"},", StringComparison.Ordinal);

        var second = (await api.PostAsync(Pods, "{\"metadata\":{\"name\":\"q\"},\"spec\":" + copy + "}")).Expect(201).Json;

        Assert.Single(second["spec"]!["volumes"]!.AsArray());
        var volume = (string)second["spec"]!["volumes"]![0]!["name"]!;
        Assert.StartsWith("kube-api-access-", volume, StringComparison.Ordinal);
        Assert.All(second["spec"]!["containers"]!.AsArray(), container => Assert.Equal(volume, (string)container!["volumeMounts"]![0]!["name"]!));
    }

    [Fact]
    public async Task Create_PodsOfOneTemplate_AreEachCheckedWhateverWasValidBefore()
    {
        await using var api = await ServedApi.StartAsync();
        await api.CreateDefaultAccountAsync();
        for (var number = 0; number < 4; number++)
        {
            const string Spec = """ "spec":{"containers":[{"name":"c","image":"i"}]""";
            (await api.PostAsync(Pods, $"{{\"metadata\":{{\"name\":\"p{number}\"}},{Spec}}}}}")).Expect(201);
            (await api.PostAsync(Pods, $"{{\"metadata\":{{\"name\":\"bad\"}},{Spec},\"restartPolicy\":\"Sometimes\"}}}}")).Expect(422);
            (await api.PostAsync(Pods, $"{{\"metadata\":{{\"name\":\"bad\"}},{Spec},\"hostname\":\"Not Valid\"}}}}")).Expect(422);
            (await api.PostAsync(Pods, $"{{\"metadata\":{{\"name\":\"Not Valid\"}},{Spec}}}}}")).Expect(422);
        }
    }
}
