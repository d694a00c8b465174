using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Tests.Requests;

public sealed class RequestInfoParserTests
{
    [Theory]
    [InlineData("/api/v1/pods", "pods", "", "", "", false)]
    [InlineData("/api/v1/namespaces/n/pods/p", "pods", "n", "p", "", false)]
    [InlineData("/api/v1/namespaces/n/pods/p/log", "pods", "n", "p", "log", false)]
    [InlineData("/api/v1/namespaces", "namespaces", "", "", "", false)]
    [InlineData("/api/v1/namespaces/n", "namespaces", "", "n", "", false)]
    [InlineData("/api/v1/namespaces/n/finalize", "namespaces", "", "n", "finalize", false)]
    [InlineData("/api/v1/namespaces/n/status", "namespaces", "", "n", "status", false)]
    [InlineData("/api/v1/watch/namespaces/n/pods", "pods", "n", "", "", true)]
    [InlineData("/apis/apps/v1/deployments", "deployments", "", "", "", false)]
    [InlineData("/apis/apps/v1/namespaces/n/deployments/d/scale", "deployments", "n", "d", "scale", false)]
    public void Parse_ResourcePath_Taken(string path, string plural, string @namespace, string name, string subresource, bool watch)
    {
        var info = RequestInfoParser.Parse(path);
        Assert.True(info.IsResource);
        Assert.Equal((plural, @namespace, name, subresource, watch), (info.Resource.Plural, info.Namespace, info.Name, info.Subresource, info.LegacyWatch));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/healthz")]
    public void Parse_OtherPath_IsNoResource(string path) => Assert.False(RequestInfoParser.Parse(path).IsResource);

    [Fact]
    public void Parse_ProxyPath_KeepsTheRest() =>
        Assert.Equal("/a/b/c/d/e", RequestInfoParser.Parse("/api/v1/namespaces/n/services/s:80/proxy/a/b/c/d/e").Remainder);
}
