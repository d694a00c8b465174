using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Proxying;

namespace CloudOrchestrator.Emulators.Tests.Functions.Proxying;

public sealed class RouteTableTests
{
    private readonly RouteTable _routes = new(new FunctionApp(
        "/app",
        new HostConfiguration { Handler = new HandlerDescription("x", [], "/", false), RoutePrefix = "api" },
        [
            new FunctionDefinition("All", new HttpTrigger("req", "{*path}", [])),
            new FunctionDefinition("Item", new HttpTrigger("req", "items/{id}", ["GET", "PUT"])),
            new FunctionDefinition("Special", new HttpTrigger("req", "items/special", ["GET"])),
        ],
        new Dictionary<string, string>()));

    [Theory]
    [InlineData("GET", "/api/items/special", "Special")]
    [InlineData("GET", "/api/items/7", "Item")]
    [InlineData("DELETE", "/api/items/7", "All")]
    [InlineData("PATCH", "/api/a/b/c", "All")]
    [InlineData("GET", "/api", "All")]
    public void Find_MostExactRouteThatHasTheMethod(string method, string path, string expected) => Assert.Equal(expected, _routes.Find(method, path, out _)!.Name);

    [Theory]
    [InlineData("/")]
    [InlineData("/items/7")]
    public void Find_OutsideThePrefix_IsNothing(string path)
    {
        Assert.Null(_routes.Find("GET", path, out var allow));
        Assert.Empty(allow);
    }
}
