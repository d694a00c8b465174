using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using CloudOrchestrator.AzureKeys;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing.Azure;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Cloud;

public sealed class KeyStoreTests : IAsyncLifetime
{
    private static readonly Uri VaultUri = new("https://keys.vault.azure.net");
    private readonly FakeVault _vault = new();
    private StrictTableService _tables = null!;

    private TableRows Rows => new(new TableServiceClient(_tables.ConnectionString), "test");

    public async Task InitializeAsync() => _tables = await StrictTableService.StartAsync();

    public async Task DisposeAsync()
    {
        await _tables.DisposeAsync();
        _vault.Dispose();
    }

    [Fact]
    public async Task Table_ManyProcessesAtOnce_AllGetTheSameKeys() => await AllGetTheSameAsync(() => new TableKeyStore(Rows));

    [Fact]
    public async Task Vault_ManyProcessesAtOnce_AllGetTheSameKeys() => await AllGetTheSameAsync(() => Vault(VaultUri));

    [Fact]
    public async Task Vault_Keys_AreNotInTheTable()
    {
        await Vault(VaultUri).CreateIfAbsentAsync("the-secret-text", default);
        Assert.Equal("the-secret-text", await Vault(VaultUri).ReadAsync(default));
        Assert.DoesNotContain(_tables.Seen, request => request.Body.Contains("the-secret-text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Vault_AnotherVaultOrNone_IsAnErrorThatNamesIt()
    {
        await Vault(VaultUri).CreateIfAbsentAsync("text", default);
        var other = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Vault(new Uri("https://other.vault.azure.net")).ReadAsync(default));
        Assert.Contains("keys.vault.azure.net", other.Message, StringComparison.Ordinal);
        var none = await Assert.ThrowsAsync<InvalidOperationException>(async () => await new TableKeyStore(Rows).ReadAsync(default));
        Assert.Contains("KeyVaultUri", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vault_KeysFromBefore_StayInTheTable()
    {
        await new TableKeyStore(Rows).CreateIfAbsentAsync("text", default);
        Assert.Equal("text", await Vault(VaultUri).ReadAsync(default));
    }

    private static async Task AllGetTheSameAsync(Func<IClusterKeyStore> open)
    {
        Assert.Null(await open().ReadAsync(default));
        var texts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async index => await open().CreateIfAbsentAsync($"keys {index}", default)));
        Assert.Single(texts.Distinct());
        Assert.Equal(texts[0], await open().ReadAsync(default));
    }

    private KeyVaultKeyStore Vault(Uri uri)
    {
        var options = new SecretClientOptions { Transport = new HttpClientTransport(_vault), DisableChallengeResourceVerification = true };
        return new KeyVaultKeyStore(uri, new AnyToken(), Rows, "test", options);
    }

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>A vault's secrets: every PUT makes a version, GET reads one. Asks for a token first, as a vault does.</summary>
    private sealed class FakeVault : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<string, string> _versions = new();
        private int _count;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Authorization is null)
            {
                var challenge = new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized);
                challenge.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/tenant\", resource=\"https://vault.azure.net\"");
                return challenge;
            }

            var parts = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
            if (request.Method == HttpMethod.Put)
            {
                var version = $"v{Interlocked.Increment(ref _count)}";
                _versions[$"{parts[1]}/{version}"] = (string)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["value"]!;
                return Secret(request.RequestUri, parts[1], version);
            }

            return Secret(request.RequestUri, parts[1], parts[2]);
        }

        private HttpResponseMessage Secret(Uri uri, string name, string version) => new(System.Net.HttpStatusCode.OK)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { value = _versions[$"{name}/{version}"], id = $"https://{uri.Host}/secrets/{name}/{version}", attributes = new { enabled = true } }),
                Encoding.UTF8,
                "application/json"),
        };
    }
}
