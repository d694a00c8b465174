namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>What a caller may do: everything, or what a signature for one table and a range of its keys says.</summary>
internal sealed record TableAccess(string? Table, string Permissions, string? StartPartition, string? StartRow, string? EndPartition, string? EndRow)
{
    public static TableAccess Full { get; } = new(null, "raud", null, null, null, null);

    public void DemandAccount()
    {
        if (Table is not null)
            throw Refused("a signature for a table allows nothing on the account");
    }

    public void Demand(string table, string permissions)
    {
        if (Table is not null && !Table.Equals(table, StringComparison.OrdinalIgnoreCase))
            throw Refused($"the signature is for table {Table}");
        if (permissions.FirstOrDefault(permission => !Permissions.Contains(permission, StringComparison.Ordinal)) is not '\0' and var missing)
            throw Refused($"permission {missing} is missing");
    }

    public void Demand(string table, string permissions, string partitionKey, string rowKey)
    {
        Demand(table, permissions);
        if (!Covers(partitionKey, rowKey))
            throw Refused($"the signature does not cover ({partitionKey}, {rowKey})");
    }

    public bool Covers(string partitionKey, string rowKey) =>
        (StartPartition is null || Order(partitionKey, rowKey, StartPartition, StartRow ?? "") >= 0)
        && (EndPartition is null || (EndRow is null ? string.CompareOrdinal(partitionKey, EndPartition) <= 0 : Order(partitionKey, rowKey, EndPartition, EndRow) <= 0));

    private static int Order(string partition, string row, string otherPartition, string otherRow)
    {
        var order = string.CompareOrdinal(partition, otherPartition);
        return order != 0 ? order : string.CompareOrdinal(row, otherRow);
    }

    private static TableRefusal Refused(string reason) => new(403, "AuthorizationFailure", $"This request is not authorized to perform this operation: {reason}.");
}
