using System.Globalization;

namespace CloudOrchestrator.AzureTables;

/// <summary>
/// Makes shared access signatures for one table or a range of its keys. The Table service knows no user delegation: only an account key can sign, wherever the
/// caller has it from (a connection string, a setting, or ARM's listKeys when the process runs with an identity).
/// </summary>
public sealed class TableSasBuilder
{
    private const string Version = "2019-02-02";

    /// <summary>A signature for a table.</summary>
    public TableSasBuilder(string tableName, TableSasPermissions permissions, DateTimeOffset expiresOn)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        TableName = tableName;
        Permissions = permissions;
        ExpiresOn = expiresOn;
    }

    /// <summary>The table.</summary>
    public string TableName { get; set; }

    /// <summary>What it allows.</summary>
    public TableSasPermissions Permissions { get; set; }

    /// <summary>When it begins; null means at once, which clocks that differ cannot spoil.</summary>
    public DateTimeOffset? StartsOn { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresOn { get; set; }

    /// <summary>First partition allowed; null is no limit.</summary>
    public string? PartitionKeyStart { get; set; }

    /// <summary>First row allowed in the first partition.</summary>
    public string? RowKeyStart { get; set; }

    /// <summary>Last partition allowed.</summary>
    public string? PartitionKeyEnd { get; set; }

    /// <summary>Last row allowed in the last partition.</summary>
    public string? RowKeyEnd { get; set; }

    /// <summary>True when the signature works over TLS only. Default true; emulators speak plain HTTP.</summary>
    public bool HttpsOnly { get; set; } = true;

    /// <summary>A signature for one partition of a table.</summary>
    public static TableSasBuilder ForPartition(string tableName, string partitionKey, TableSasPermissions permissions, DateTimeOffset expiresOn) =>
        new(tableName, permissions, expiresOn) { PartitionKeyStart = partitionKey, PartitionKeyEnd = partitionKey };

    /// <summary>The signature as a query without question mark.</summary>
    public string Sign(TableSharedKeyCredential credential)
    {
        if (PartitionKeyStart is null && RowKeyStart is not null)
            throw new InvalidOperationException("RowKeyStart needs PartitionKeyStart");
        if (PartitionKeyEnd is null && RowKeyEnd is not null)
            throw new InvalidOperationException("RowKeyEnd needs PartitionKeyEnd");
        var (permissions, start, end) = (Letters(), Time(StartsOn), Time(ExpiresOn)!);
        var protocol = HttpsOnly ? "https" : "https,http";
        var text = string.Join(
            '\n',
            permissions,
            start,
            end,
            $"/table/{credential.AccountName}/{TableName.ToLowerInvariant()}",
            "",
            "",
            protocol,
            Version,
            PartitionKeyStart,
            RowKeyStart,
            PartitionKeyEnd,
            RowKeyEnd);
        (string Name, string? Value)[] parts =
        [
            ("sv", Version), ("tn", TableName), ("spk", PartitionKeyStart), ("srk", RowKeyStart), ("epk", PartitionKeyEnd), ("erk", RowKeyEnd),
            ("spr", protocol), ("st", start), ("se", end), ("sp", permissions), ("sig", credential.Sign(text)),
        ];
        return string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }

    // The service demands this order.
    private string Letters()
    {
        if (Permissions == 0)
            throw new InvalidOperationException("a signature needs at least one permission");
        return string.Concat(new[] { ('r', TableSasPermissions.Read), ('a', TableSasPermissions.Add), ('u', TableSasPermissions.Update), ('d', TableSasPermissions.Delete) }
            .Where(letter => Permissions.HasFlag(letter.Item2)).Select(letter => letter.Item1));
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
