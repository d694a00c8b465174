using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.AzureKeys;

/// <summary>Keeps the keys in a row of the cluster's table.</summary>
public sealed class TableKeyStore(TableRows rows) : IClusterKeyStore
{
    internal const string Partition = "cluster";
    internal const string Row = "keys";
    internal const string Text = "Text";

    /// <inheritdoc/>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken) =>
        await rows.ReadAsync(Partition, Row, cancellationToken) is { } row ? TextOf(row) : null;

    /// <inheritdoc/>
    public async ValueTask<string> CreateIfAbsentAsync(string text, CancellationToken cancellationToken) =>
        TextOf(await rows.GetOrAddAsync(new TableEntity(Partition, Row) { { Text, text } }, cancellationToken));

    private static string TextOf(TableEntity row) => row.GetString(Text) ?? throw new InvalidOperationException(
        $"the cluster's keys are in vault {row.GetString(KeyVaultKeyStore.Vault)}: name it in setting KeyVaultUri");
}
