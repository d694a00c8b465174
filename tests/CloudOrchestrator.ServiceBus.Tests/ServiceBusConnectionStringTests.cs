namespace CloudOrchestrator.ServiceBus.Tests;

public sealed class ServiceBusConnectionStringTests
{
    [Theory]
    [InlineData("Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=p;SharedAccessKey=k", "https://contoso.servicebus.windows.net/")]
    [InlineData("endpoint = sb://contoso.servicebus.windows.net ; sharedaccesskeyname=p; SharedAccessKey=k;;", "https://contoso.servicebus.windows.net/")]
    [InlineData("Endpoint=sb://127.0.0.1:5300;SharedAccessKeyName=p;SharedAccessKey=k;UseDevelopmentEmulator=true", "http://127.0.0.1:5300/")]
    [InlineData("Endpoint=sb://localhost;SharedAccessKeyName=p;SharedAccessKey=k;UseDevelopmentEmulator=true;", "http://localhost/")]
    [InlineData("Endpoint=sb://localhost;SharedAccessKeyName=p;SharedAccessKey=k;UseDevelopmentEmulator=false", "https://localhost/")]
    [InlineData("Endpoint=sb://proxy:8443;SharedAccessKeyName=p;SharedAccessKey=k", "https://proxy:8443/")]
    public void Parse_Complete_GivesTheEndpoint(string text, string endpoint)
    {
        var connection = ServiceBusConnectionString.Parse(text);
        Assert.Equal((endpoint, "p", "k"), (connection.Endpoint.AbsoluteUri, connection.SharedAccessKeyName, connection.SharedAccessKey));
    }

    [Fact]
    public void Parse_KeyWithEqualsSigns_KeepsThem() =>
        Assert.Equal("YWJj==", ServiceBusConnectionString.Parse("Endpoint=sb://c;SharedAccessKeyName=p;SharedAccessKey=YWJj==").SharedAccessKey);

    [Theory]
    [InlineData("", "Endpoint")]
    [InlineData("SharedAccessKeyName=p;SharedAccessKey=k", "Endpoint")]
    [InlineData("Endpoint=sb://;SharedAccessKeyName=p;SharedAccessKey=k", "Endpoint")]
    [InlineData("Endpoint=ftp://c;SharedAccessKeyName=p;SharedAccessKey=k", "ftp")]
    [InlineData("Endpoint=sb://c;SharedAccessKeyName=p", "SharedAccessKey")]
    [InlineData("Endpoint=sb://c;SharedAccessKeyName=p;SharedAccessKey=k;SharedAccessKey=l", "twice")]
    [InlineData("Endpoint=sb://c;SharedAccessKeyName=p;SharedAccessKey=k;SharedAccessSignature=s", "both")]
    [InlineData("Endpoint=sb://c;secret", "Name=Value")]
    public void Parse_Incomplete_SaysWhatIsWrongAndNoKey(string text, string expected)
    {
        var message = Assert.Throws<FormatException>(() => ServiceBusConnectionString.Parse(text)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_HidesTheKey() => Assert.DoesNotContain(
        "secret", ServiceBusConnectionString.Parse("Endpoint=sb://c;SharedAccessKeyName=p;SharedAccessKey=secret").ToString(), StringComparison.Ordinal);
}
