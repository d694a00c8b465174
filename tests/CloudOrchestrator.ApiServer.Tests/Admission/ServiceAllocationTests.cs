using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Admission;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ApiServer.Tests.Admission;

public sealed class ServiceAllocationTests
{
    private const string Services = "/api/v1/namespaces/default/services";

    [Fact]
    public async Task Create_ManyAtOnce_AddressesAndPortsAreUnique()
    {
        await using var api = await ServedApi.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(index =>
            api.PostAsync(Services, $$$"""{"metadata":{"name":"s{{{index}}}"},"spec":{"type":"NodePort","ports":[{"port":80}]} }""")));
        Assert.All(answers, answer => answer.Expect(201));
        Assert.Equal(60, answers.Select(answer => (string)answer.Json["spec"]!["clusterIP"]!).Distinct().Count());
        Assert.Equal(60, answers.Select(answer => (int)answer.Json["spec"]!["ports"]![0]!["nodePort"]!).Distinct().Count());
        Assert.All(answers, answer => Assert.Equal((string?)answer.Json["spec"]!["clusterIP"], (string?)answer.Json["spec"]!["clusterIPs"]![0]));
    }

    [Fact]
    public async Task Create_TakenAddressOrPort_Invalid()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Services, """{"metadata":{"name":"a"},"spec":{"type":"NodePort","clusterIP":"10.96.0.20","ports":[{"port":80,"nodePort":30080}]}}""")).Expect(201);
        var address = (await api.PostAsync(Services, """{"metadata":{"name":"b"},"spec":{"clusterIP":"10.96.0.20","ports":[{"port":80}]}}""")).Expect(422);
        Assert.Equal("Service \"b\" is invalid: spec.clusterIPs: Invalid value: [\"10.96.0.20\"]: failed to allocate IP 10.96.0.20: provided IP is already allocated", address.Message);
        var port = (await api.PostAsync(Services, """{"metadata":{"name":"b"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}""")).Expect(422);
        Assert.Equal("Service \"b\" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated", port.Message);
        var range = (await api.PostAsync(Services, """{"metadata":{"name":"b"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":80}]}}""")).Expect(422);
        Assert.Contains("provided port is not in the valid range. The range of valid ports is 30000-32767", range.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Service_ReleasesItsAddress()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Services, """{"metadata":{"name":"a"},"spec":{"clusterIP":"10.96.0.20","ports":[{"port":80}]}}""")).Expect(201);
        (await api.SendAsync("DELETE", $"{Services}/a")).Expect(200);
        (await api.PostAsync(Services, """{"metadata":{"name":"b"},"spec":{"clusterIP":"10.96.0.20","ports":[{"port":80}]}}""")).Expect(201);
    }

    [Fact]
    public async Task Update_TypeChanges_KeepAddressAndTakePorts()
    {
        await using var api = await ServedApi.StartAsync();
        var created = (await api.PostAsync(Services, """{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}""")).Expect(201).Json;
        var nodePort = (await api.SendAsync("PATCH", $"{Services}/a", """{"spec":{"type":"NodePort"}}""", "application/merge-patch+json")).Expect(200).Json;
        Assert.Equal((string?)created["spec"]!["clusterIP"], (string?)nodePort["spec"]!["clusterIP"]);
        Assert.InRange((int)nodePort["spec"]!["ports"]![0]!["nodePort"]!, 30000, 32767);
        var plain = (await api.SendAsync("PATCH", $"{Services}/a", """{"spec":{"type":"ClusterIP"}}""", "application/merge-patch+json")).Expect(200).Json;
        Assert.Null(plain["spec"]!["ports"]![0]!["nodePort"]);
    }

    [Fact]
    public async Task Create_HeadlessAndExternalName_TakeNoAddress()
    {
        await using var api = await ServedApi.StartAsync();
        var headless = (await api.PostAsync(Services, """{"metadata":{"name":"h"},"spec":{"clusterIP":"None","ports":[{"port":80}]}}""")).Expect(201);
        Assert.Equal("None", (string?)headless.Json["spec"]!["clusterIPs"]![0]);
        var external = (await api.PostAsync(Services, """{"metadata":{"name":"e"},"spec":{"type":"ExternalName","externalName":"example.com"}}""")).Expect(201);
        Assert.Null(external.Json["spec"]!["clusterIP"]);
    }

    [Fact]
    public async Task Create_TwoServersRaceForAnAddressAndAPort_OneGetsThem()
    {
        var log = new MemoryLog(TimeProvider.System);
        await using var one = await ServedApi.StartAsync(sharedLog: log);
        await using var two = await ServedApi.StartAsync(sharedLog: log);
        for (var round = 0; round < 10; round++)
        {
            var spec = $$"""{"type":"NodePort","clusterIP":"10.96.1.{{round}}","ports":[{"port":80,"nodePort":{{30100 + round}}}]}""";
            var answers = await Task.WhenAll(
                one.PostAsync(Services, $$"""{"metadata":{"name":"one-{{round}}"},"spec":{{spec}}}"""),
                two.PostAsync(Services, $$"""{"metadata":{"name":"two-{{round}}"},"spec":{{spec}}}"""));
            Assert.Equal([201, 422], answers.Select(answer => (int)answer.Code).Order());
        }
    }

    [Fact]
    public async Task Update_OwnAddressAndPorts_AreNotTakenByItself()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Services, """{"metadata":{"name":"a"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}""")).Expect(201);
        (await api.SendAsync("PATCH", $"{Services}/a", """{"spec":{"ports":[{"port":81,"nodePort":30080}]}}""", "application/merge-patch+json")).Expect(200);
        (await api.SendAsync("PATCH", $"{Services}/a", """{"spec":{"ports":[{"port":81,"nodePort":30081}]}}""", "application/merge-patch+json")).Expect(200);
        (await api.PostAsync(Services, """{"metadata":{"name":"b"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}""")).Expect(201);
        (await api.PostAsync(Services, """{"metadata":{"name":"c"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30081}]}}""")).Expect(422);
    }

    [Fact]
    public async Task Create_PortOfAnotherProtocolOrOfAHealthCheck_IsTakenByItsProtocol()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Services, """
            {"metadata":{"name":"a"},"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":30090,
            "ports":[{"name":"u","port":80,"protocol":"UDP","nodePort":30080}]}}
            """)).Expect(201);
        (await api.PostAsync(Services, """{"metadata":{"name":"b"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}""")).Expect(201);
        (await api.PostAsync(Services, """{"metadata":{"name":"c"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30090}]}}""")).Expect(422);
    }

    [Fact]
    public async Task Admit_ManyOtherServices_LooksAtFew()
    {
        var few = await BytesOfAdmissionAsync(20);
        var many = await BytesOfAdmissionAsync(1_500);
        Assert.InRange(many, 0, (2 * few) + 4096);
    }

    /// <summary>What it takes to give one more service its address and port, in memory: a look at all others would show.</summary>
    private static async Task<long> BytesOfAdmissionAsync(int others)
    {
        var kind = KindRegistry.BuiltIn().Find(new GroupVersionKind("", "v1", "Service"))!;
        await using var store = new ObjectStore(
            new MemoryLog(TimeProvider.System), new ObjectStoreOptions { Indexes = KubernetesApi.Indexes }, TimeProvider.System, new SeededIds(1));
        var allocation = new ServiceAllocation(new ApiServerOptions());
        var call = new ApiCall { Kind = kind, Namespace = "default", Caller = Caller.Anonymous };
        await Task.WhenAll(Enumerable.Range(0, others).Select(number => store.MutateAsync(
            "services",
            new ObjectKey("default", $"s{number}"),
            (_, snapshot) =>
            {
                var value = Service(number);
                Assert.Null(allocation.Admit(call, value, null, snapshot));
                return new Mutation.Put(value);
            },
            null,
            default)));
        var all = (await store.ReplicaAsync("services", fresh: false, default)).Snapshot;
        Assert.Equal(others, all.Count);
        var spent = new List<long>();
        for (var run = 0; run < 5; run++)
        {
            var value = Service(others + run);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Null(allocation.Admit(call, value, null, all));
            spent.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return spent.Min();
    }

    private static JsonObject Service(int number) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Service",
        ["metadata"] = new JsonObject { ["name"] = $"s{number}", ["namespace"] = "default", ["uid"] = $"uid-{number}" },
        ["spec"] = new JsonObject { ["type"] = "NodePort", ["ports"] = new JsonArray(new JsonObject { ["port"] = 80, ["protocol"] = "TCP" }) },
    };
}
