namespace CloudOrchestrator.AzureTables.Tests.Clients;

public sealed class TableConnectionStringTests
{
    private const string Key = "c2VjcmV0";

    [Theory]
    [InlineData($"AccountName=acct;AccountKey={Key}", "https://acct.table.core.windows.net/")]
    [InlineData($"DefaultEndpointsProtocol=http;AccountName=acct;AccountKey={Key};EndpointSuffix=core.example", "http://acct.table.core.example/")]
    [InlineData($"AccountName=acct;AccountKey={Key};TableEndpoint=http://127.0.0.1:7/acct;", "http://127.0.0.1:7/acct")]
    [InlineData("TableEndpoint=https://acct.table.core.windows.net;SharedAccessSignature=sv=1&sig=x", "https://acct.table.core.windows.net/")]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    public void Parse_KnownForms_FindTheEndpoint(string text, string endpoint) => Assert.Equal(endpoint, TableConnectionString.Parse(text).Endpoint.AbsoluteUri);

    [Theory]
    [InlineData("", "AccountName")]
    [InlineData("AccountName=acct", "AccountKey")]
    [InlineData($"AccountKey={Key}", "TableEndpoint")]
    [InlineData("AccountName=acct;AccountKey=***not-base64***", "AccountKey")]
    [InlineData("AccountName=acct;TableEndpoint=nonsense;AccountKey=c2VjcmV0", "TableEndpoint")]
    [InlineData("nonsense-secret", "name=value")]
    public void Parse_Unusable_SaysWhatIsMissingAndNoSecret(string text, string part)
    {
        var error = Assert.Throws<FormatException>(() => TableConnectionString.Parse(text));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString().Split(" at ")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("not-base64***", error.Message, StringComparison.Ordinal);
    }
}
