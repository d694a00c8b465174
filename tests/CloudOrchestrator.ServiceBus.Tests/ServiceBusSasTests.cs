namespace CloudOrchestrator.ServiceBus.Tests;

/// <summary>The expected signatures were computed with <c>printf '%s\n%s' "$sr" "$se" | openssl dgst -sha256 -hmac "$key" -binary | base64</c>.</summary>
public sealed class ServiceBusSasTests
{
    [Theory]
    [InlineData("https://contoso.servicebus.windows.net/work", "SAS_KEY_VALUE", 1767225600, "https%3A%2F%2Fcontoso.servicebus.windows.net%2Fwork", "8tleWiIoUvvkNc86TBGhOXYemqCKBfnGiG4SeC5TnJU=")]
    [InlineData("https://contoso.servicebus.windows.net/work/", "SAS_KEY_VALUE", 1767225600, "https%3A%2F%2Fcontoso.servicebus.windows.net%2Fwork", "8tleWiIoUvvkNc86TBGhOXYemqCKBfnGiG4SeC5TnJU=")]
    [InlineData("http://127.0.0.1:5300/co-node-n1", "a+b/c=Zm9v", 1893456000, "http%3A%2F%2F127.0.0.1%3A5300%2Fco-node-n1", "Vh2SflC+XmBMWD1gRN8lFd639FE0YtFR5H4IvrzfRmA=")]
    [InlineData("https://contoso.servicebus.windows.net/a%2Fb", "schlüssel", 1, "https%3A%2F%2Fcontoso.servicebus.windows.net%2Fa%252Fb", "ffJzSmQNBC7rvol4ipeR3B1vu5vOSspJRgZYximOMyo=")]
    public void Create_KnownVectors_Match(string resource, string key, long expires, string encoded, string signature) => Assert.Equal(
        $"SharedAccessSignature sr={encoded}&sig={Uri.EscapeDataString(signature)}&se={expires}&skn=my%20policy",
        ServiceBusSas.Create(new Uri(resource), "my policy", key, DateTimeOffset.FromUnixTimeSeconds(expires)));

    [Fact]
    public void ForQueue_ConnectionString_IsForTheQueueOnly()
    {
        var connection = ServiceBusConnectionString.Parse("Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=p;SharedAccessKey=SAS_KEY_VALUE");
        Assert.Equal(
            $"SharedAccessSignature sr=https%3A%2F%2Fcontoso.servicebus.windows.net%2Fwork&sig={Uri.EscapeDataString("8tleWiIoUvvkNc86TBGhOXYemqCKBfnGiG4SeC5TnJU=")}&se=1767225600&skn=p",
            ServiceBusSas.ForQueue(connection, "work", DateTimeOffset.FromUnixTimeSeconds(1767225600)));
    }

    [Fact]
    public void ForQueue_NothingToSignWith_Throws()
    {
        var connection = ServiceBusConnectionString.Parse("Endpoint=sb://contoso/;SharedAccessSignature=SharedAccessSignature sr=x&sig=y&se=1&skn=z");
        Assert.Throws<InvalidOperationException>(() => ServiceBusSas.ForQueue(connection, "work", DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void SasCredential_NotASignature_IsRefused() => Assert.Throws<ArgumentException>(() => new ServiceBusSasCredential("Bearer x"));
}
