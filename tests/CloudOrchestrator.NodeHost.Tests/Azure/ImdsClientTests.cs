namespace CloudOrchestrator.NodeHost.Tests.Azure;

public sealed class ImdsClientTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeImds _imds = new();

    [Fact]
    public async Task InstanceAsync_ScaleSetMachine_BecomesANode()
    {
        var machine = AzureMachine.Read(await _imds.Client(_time).InstanceAsync(default));
        Assert.Equal(("nodes_7", "nodes000007"), (machine.VmName, machine.NodeName));
        Assert.Equal(
            "azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/nodes/virtualMachines/7", machine.ProviderId);
        Assert.Equal(
            ["cloudorchestrator.io/node-pool=spot", "kubernetes.azure.com/scalesetpriority=spot", "node.kubernetes.io/instance-type=Standard_D4s_v5",
                "topology.kubernetes.io/region=westeurope", "topology.kubernetes.io/zone=westeurope-2"],
            machine.Labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task InstanceAsync_RegularMachineWithoutZoneAndTag_IsInThePoolOfItsScaleSet()
    {
        _imds.Instance = """{"compute":{"location":"westus","zone":"","vmSize":"B2s","name":"a_0","vmScaleSetName":"a","priority":"Regular","resourceId":"/x","osProfile":{"computerName":"a000000"}}}""";
        var machine = AzureMachine.Read(await _imds.Client(_time).InstanceAsync(default));
        Assert.Equal("a", machine.Labels["cloudorchestrator.io/node-pool"]);
        Assert.False(machine.Labels.ContainsKey("topology.kubernetes.io/zone") || machine.Labels.ContainsKey("kubernetes.azure.com/scalesetpriority"));
    }

    [Fact]
    public async Task TokenAsync_ServiceUpdating_IsAskedAgainMoreAndMoreSlowly()
    {
        _imds.Fail(HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError);
        var token = _imds.Client(_time).TokenAsync("api://cluster", "me", default);
        var delays = new List<double>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await Eventually.TrueAsync(() => _imds.Server.Requests.Count == attempt && _time.UntilNextTimer < TimeSpan.FromSeconds(20));
            delays.Add(_time.UntilNextTimer!.Value.TotalSeconds);
            _time.Advance(_time.UntilNextTimer!.Value);
        }
        Assert.Equal("vouched", await token.WaitAsync(Eventually.Patience));
        Assert.Equal([1, 2, 4, 8], delays);
    }

    [Fact]
    public async Task TokenAsync_WrongRequest_IsNotAskedAgain()
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => _imds.Client(_time).TokenAsync("api://other", null, default));
        Assert.Equal(HttpStatusCode.BadRequest, failure.StatusCode);
        Assert.Single(_imds.Server.Requests);
    }

    [Fact]
    public async Task IdentityBootstrap_AzureVouches_GivesABootstrapToken()
    {
        string? shown = null;
        var api = new FakeServer(_ => FakeServer.Json("""{"token":"abcdef.0123456789abcdef","expires":"2026-01-01T00:00:00Z"}""", HttpStatusCode.Created));
        var bootstrap = Bootstrap(api, token => shown = token);
        Assert.Equal("abcdef.0123456789abcdef", await bootstrap.TokenAsync(default));
        Assert.Equal("vouched", shown);
        Assert.Equal(["POST https://server:6443/apis/node.cloudorchestrator.io/v1/bootstraptokens"], api.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, typeof(InvalidOperationException))]
    [InlineData(HttpStatusCode.NotFound, typeof(InvalidOperationException))]
    [InlineData(HttpStatusCode.ServiceUnavailable, typeof(HttpRequestException))]
    public async Task IdentityBootstrap_Refused_SaysWhetherTryingAgainHelps(HttpStatusCode code, Type expected)
    {
        var failure = await Record.ExceptionAsync(() => Bootstrap(new FakeServer(_ => FakeServer.Code(code)), _ => { }).TokenAsync(default));
        Assert.IsType(expected, failure);
    }

    private IdentityBootstrap Bootstrap(FakeServer api, Action<string> shown) => new(
        _imds.Client(_time),
        new ManagedIdentity("me", "api://cluster"),
        token =>
        {
            shown(token);
            return api.Client();
        });
}
