using System.Globalization;
using CloudOrchestrator.AzureTables;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>Adds up the rows of processes that have been silent for a day, into one row per day, so that a bill reads few rows however old the cluster is.</summary>
internal sealed class BillFolding(TableRows rows, TimeProvider time)
{
    // Sorts behind the rows of processes, which begin with a year.
    private const string DayPrefix = "day-";
    private const int StepsMax = 100;
    private static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Folds; at most once a day in this process.</summary>
    public async Task FoldAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _last < Silence)
            return;
        var all = await rows.ListAsync(BillLedger.Partition, cancellationToken);
        var days = all.Where(IsDay).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        foreach (var group in all.Where(row => !IsDay(row) && now - row.Timestamp > Silence).GroupBy(DayOf))
        {
            // What does not fit, and what another process changes meanwhile, is folded another time.
            await FoldAsync(group.Key, days.GetValueOrDefault(group.Key), [.. group.Take(StepsMax - 1)], cancellationToken);
        }

        _last = now;
    }

    private async Task FoldAsync(string key, TableEntity? day, IReadOnlyList<TableEntity> silent, CancellationToken cancellationToken)
    {
        var sum = silent.Concat(day is null ? [] : [day]).Select(BillRow.Read).Aggregate(static (left, right) => left + right).ToEntity(key);
        await rows.ChangeAsync(
            [
                day is null ? new(TableTransactionActionType.Add, sum) : new(TableTransactionActionType.UpdateReplace, sum, day.ETag),
                .. silent.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)),
            ],
            cancellationToken);
    }

    private static bool IsDay(TableEntity row) => row.RowKey.StartsWith(DayPrefix, StringComparison.Ordinal);

    private static string DayOf(TableEntity row) => string.Create(CultureInfo.InvariantCulture, $"{DayPrefix}{BillRow.Read(row).Since.UtcDateTime:yyyyMMdd}");
}
