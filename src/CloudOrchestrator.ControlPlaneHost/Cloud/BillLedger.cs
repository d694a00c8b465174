using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Telemetry.Billing;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>
/// What all processes of a cluster have counted together. Each saves what it has counted so far in a row of its own: a minute after it became active, once a minute
/// while it stays so, and when it ends. An idle process writes nothing. What a process counts in its last minute is lost when it is killed.
/// </summary>
internal sealed class BillLedger : IAsyncDisposable
{
    /// <summary>Partition of the rows.</summary>
    public const string Partition = "bill";

    /// <summary>Pause between two saves.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastSaveLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _saving = new(1, 1);
    private readonly Lock _gate = new();
    private readonly TableRows _rows;
    private readonly Func<OperationCounts> _counted;
    private readonly string _instance;
    private readonly TimeProvider _time;
    private readonly Action<string, Exception> _fault;
    private readonly ITimer _timer;
    private bool _isRowThere;

    // What this process had counted when its row began, when it was last saved, and when it was last looked at whether it is active.
    private OperationCounts _base = OperationCounts.None;
    private OperationCounts _saved = OperationCounts.None;
    private OperationCounts _seen = OperationCounts.None;
    private DateTimeOffset _since;
    private Task _save = Task.CompletedTask;
    private bool _isDue;
    private bool _isClosed;

    public BillLedger(TableRows rows, Func<OperationCounts> counted, string instance, TimeProvider time, Action<string, Exception> fault)
    {
        _rows = rows;
        _counted = counted;
        _instance = instance;
        _time = time;
        _fault = fault;
        _since = time.GetUtcNow();
        _timer = time.CreateTimer(static state => ((BillLedger)state!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>This process has done something: it will be saved within a minute.</summary>
    public void Active()
    {
        lock (_gate)
        {
            if (_isDue || _isClosed)
                return;
            _isDue = true;
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The save that runs, or the last one.</summary>
    public Task Saving
    {
        get
        {
            lock (_gate)
                return _save;
        }
    }

    /// <summary>The bill of the cluster: what was saved, and what this process has counted since its last save.</summary>
    public async Task<JsonObject> BillAsync(CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            var rows = await _rows.ListAsync(Partition, cancellationToken);
            var bill = rows.Select(BillRow.Read).Aggregate(new BillRow(_since, _counted() + _saved.Times(-1)), static (sum, row) => sum + row);
            return BillDocument.Create(bill.Counts, bill.Since, _time.GetUtcNow(), new PriceList());
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Saves what was counted since the last time.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            var counts = _counted();
            if (_isRowThere && !await _rows.ReplaceAsync(Row(counts), cancellationToken))
            {
                // Folded after a day of silence: what it said stays counted, and a new row begins where it ended.
                (_base, _since, _isRowThere) = (_saved, _time.GetUtcNow(), false);
            }

            if (!_isRowThere)
                await _rows.WriteAsync(Row(counts), cancellationToken);
            _isRowThere = true;
            _saved = counts;
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        bool unsaved;
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            unsaved = _isDue;
        }

        await _timer.DisposeAsync();
        await Saving;
        if (unsaved)
            await TrySaveAsync();
    }

    private TableEntity Row(OperationCounts counts)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{_since.UtcDateTime:yyyyMMddTHHmmssfffZ}-{_instance}");
        return new BillRow(_since, counts + _base.Times(-1)).ToEntity(key);
    }

    private void Due()
    {
        lock (_gate)
        {
            if (!_isClosed)
                _save = Task.Run(SaveWhileActiveAsync);
        }
    }

    // Saving is itself counted, which must not keep an idle process saving.
    private async Task SaveWhileActiveAsync()
    {
        var wasActive = _counted() != _seen;
        if (wasActive)
            await TrySaveAsync();
        lock (_gate)
        {
            _seen = _counted();
            _isDue = wasActive && !_isClosed;
            if (_isDue)
                _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task TrySaveAsync()
    {
        using var limit = new CancellationTokenSource(LastSaveLimit, TimeProvider.System);
        try
        {
            await SaveAsync(limit.Token);
        }
        catch (Exception exception)
        {
            _fault("saving what was counted for the bill", exception);
        }
    }
}
