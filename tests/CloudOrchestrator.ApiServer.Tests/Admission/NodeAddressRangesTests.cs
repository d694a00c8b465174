namespace CloudOrchestrator.ApiServer.Tests.Admission;

public sealed class NodeAddressRangesTests
{
    private const string Nodes = "/api/v1/nodes";

    [Theory]
    [InlineData("10.244.0.0/24", 409)]
    [InlineData("10.244.0.128/25", 409)]
    [InlineData("10.244.0.0/16", 409)]
    [InlineData("10.244.1.0/24", 200)]
    public async Task Patch_RangeOfAnotherNode_Conflicts(string range, int code)
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Nodes, """{"metadata":{"name":"a"},"spec":{"podCIDR":"10.244.0.0/24","podCIDRs":["10.244.0.0/24"]}}""")).Expect(201);
        (await api.PostAsync(Nodes, """{"metadata":{"name":"b"}}""")).Expect(201);
        var answer = await api.SendAsync("PATCH", $"{Nodes}/b", $$$"""{"spec":{"podCIDR":"{{{range}}}","podCIDRs":["{{{range}}}"]}}""", "application/merge-patch+json");
        answer.Expect(code);
        if (code == 409)
            Assert.Contains($"the range {range} of pod addresses overlaps 10.244.0.0/24, which node a has", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_RangeOfAnotherNode_Conflicts()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Nodes, """{"metadata":{"name":"a"},"spec":{"podCIDR":"10.244.0.0/24"}}""")).Expect(201);
        (await api.PostAsync(Nodes, """{"metadata":{"name":"b"},"spec":{"podCIDR":"10.244.0.0/24"}}""")).Expect(409);
    }

    [Fact]
    public async Task Patch_NodeThatKeepsItsRange_IsStored()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Nodes, """{"metadata":{"name":"a"},"spec":{"podCIDR":"10.244.0.0/24"}}""")).Expect(201);
        (await api.SendAsync("PATCH", $"{Nodes}/a", """{"metadata":{"labels":{"x":"y"}}}""", "application/merge-patch+json")).Expect(200);
        (await api.SendAsync("DELETE", $"{Nodes}/a")).Expect(200);
        (await api.PostAsync(Nodes, """{"metadata":{"name":"b"},"spec":{"podCIDR":"10.244.0.0/24"}}""")).Expect(201);
    }
}
