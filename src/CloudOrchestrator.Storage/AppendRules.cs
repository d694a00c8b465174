namespace CloudOrchestrator.Storage;

/// <summary>What every adapter demands of its callers.</summary>
internal static class AppendRules
{
    public static void Check(long expectedHead, IReadOnlyList<LogRecord> records)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedHead);
        if (records.Count == 0)
            throw new ArgumentException("an append needs at least one record", nameof(records));
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Revision != expectedHead + 1 + i)
                throw new ArgumentException($"record {i} has revision {records[i].Revision}; expected {expectedHead + 1 + i}", nameof(records));
        }
    }

    public static void CheckState(LogState state, long head)
    {
        if (state.Revision > head)
            throw new ArgumentException($"the state's revision {state.Revision} is ahead of the log's head {head}", nameof(state));
    }
}
