using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.AzureKeys;

/// <summary>Keeps the keys as a secret of a vault; a row of the cluster's table says which version of it counts.</summary>
public sealed class KeyVaultKeyStore : IClusterKeyStore
{
    internal const string Vault = "Vault";
    private const string Secret = "Secret";
    private const string Version = "Version";

    private readonly SecretClient _vault;
    private readonly TableRows _rows;
    private readonly string _secret;

    /// <summary>A store.</summary>
    /// <param name="vault">URL of the vault.</param>
    /// <param name="credential">What opens it.</param>
    /// <param name="rows">The cluster's rows.</param>
    /// <param name="prefix">Prefix of the cluster's tables: the secret is <c>{prefix}-keys</c>.</param>
    /// <param name="options">How the vault's client works; null for its defaults.</param>
    public KeyVaultKeyStore(Uri vault, TokenCredential credential, TableRows rows, string prefix, SecretClientOptions? options = null)
    {
        _vault = new SecretClient(vault, credential, options ?? new SecretClientOptions());
        _rows = rows;
        _secret = prefix + "-keys";
    }

    private string Address => _vault.VaultUri.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc/>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken) =>
        await _rows.ReadAsync(TableKeyStore.Partition, TableKeyStore.Row, cancellationToken) is { } row
            ? await TextOfAsync(row, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async ValueTask<string> CreateIfAbsentAsync(string text, CancellationToken cancellationToken)
    {
        var written = await _vault.SetSecretAsync(_secret, text, cancellationToken);
        var row = new TableEntity(TableKeyStore.Partition, TableKeyStore.Row) { { Vault, Address }, { Secret, _secret }, { Version, written.Value.Properties.Version } };
        return await TextOfAsync(await _rows.GetOrAddAsync(row, cancellationToken), cancellationToken);
    }

    private async Task<string> TextOfAsync(TableEntity row, CancellationToken cancellationToken)
    {
        // Keys from the time before there was a vault stay where they are.
        if (row.GetString(TableKeyStore.Text) is { } text)
            return text;
        if (row.GetString(Vault) != Address)
            throw new InvalidOperationException($"the cluster's keys are in vault {row.GetString(Vault)}, but setting KeyVaultUri is {Address}");
        return (await _vault.GetSecretAsync(row.GetString(Secret), row.GetString(Version), cancellationToken)).Value.Value;
    }
}
