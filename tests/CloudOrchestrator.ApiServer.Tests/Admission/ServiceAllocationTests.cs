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
}
