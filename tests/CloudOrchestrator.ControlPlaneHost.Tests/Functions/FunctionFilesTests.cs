using System.Text.Json.Nodes;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Functions;

/// <summary>The files as they lie beside the executable, against what the Functions host is documented to want.</summary>
public sealed class FunctionFilesTests
{
    [Fact]
    public void Host_CustomHandler_IsFoundAtTheRootAndProxied()
    {
        var host = Read("host.json");
        Assert.Equal("2.0", (string?)host["version"]);
        Assert.Equal("", (string?)host["extensions"]!["http"]!["routePrefix"]);
        var handler = host["customHandler"]!;
        Assert.True((bool)handler["enableProxyingHttpRequest"]!);
        var description = handler["description"]!.AsObject();

        // With arguments a relative path would be a command on PATH.
        Assert.Equal(["defaultExecutablePath"], description.Select(property => property.Key));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, (string)description["defaultExecutablePath"]!)));
        Assert.Null(handler["http"]);
        Assert.NotNull(host["extensionBundle"]);
    }

    [Fact]
    public void Api_CatchAll_IsOneTriggerAndOneOutput()
    {
        var bindings = Read("Api/function.json")["bindings"]!.AsArray();
        Assert.Equal(["httpTrigger", "http"], bindings.Select(binding => (string)binding!["type"]!));
        Assert.Equal(("anonymous", "{*path}"), ((string?)bindings[0]!["authLevel"], (string?)bindings[0]!["route"]));
        Assert.Superset(new HashSet<string> { "get", "head", "post", "put", "patch", "delete" }, bindings[0]!["methods"]!.AsArray().Select(method => (string)method!).ToHashSet());
    }

    [Fact]
    public void Work_BatchOfTheWorkQueue()
    {
        var binding = Assert.Single(Read("Work/function.json")["bindings"]!.AsArray())!;
        Assert.Equal(("serviceBusTrigger", "%WorkQueue%", "ServiceBus", "many", "messages"),
            ((string?)binding["type"], (string?)binding["queueName"], (string?)binding["connection"], (string?)binding["cardinality"], (string?)binding["name"]));
    }

    [Fact]
    public void Resync_EveryQuarterOfAnHour()
    {
        var binding = Assert.Single(Read("Resync/function.json")["bindings"]!.AsArray())!;
        Assert.Equal(("timerTrigger", "0 */15 * * * *"), ((string?)binding["type"], (string?)binding["schedule"]));
    }

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path)))!.AsObject();
}
