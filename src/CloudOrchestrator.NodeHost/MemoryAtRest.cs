using System.Runtime.InteropServices;

namespace CloudOrchestrator.NodeHost;

/// <summary>
/// Gives memory back when a busy time has ended, such as the start of the agent or of many pods. Neither the collector nor the C library does so by itself: both keep what
/// a peak took for a next one, which on a node may come in days while the pods could use it now. Costs some 50 ms of one processor after a busy time, and nothing at rest.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="allocatedBytes">How much has been allocated since the start.</param>
/// <param name="giveBack">Gives back what can be.</param>
internal sealed class MemoryAtRest(TimeProvider time, Func<long> allocatedBytes, Action giveBack)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>What is allocated between two looks in a time that counts as busy. An idle node with 110 pods allocates a tenth of it.</summary>
    public const long BusyBytes = 4 << 20;

    /// <summary>Of this process.</summary>
    public MemoryAtRest(TimeProvider time)
        : this(time, () => GC.GetTotalAllocatedBytes(), GiveBack)
    {
    }

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wasBusy = true;
        var before = 0L;
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken);
            var allocated = allocatedBytes();
            var isBusy = allocated - before > BusyBytes;
            if (wasBusy && !isBusy)
            {
                giveBack();
                allocated = allocatedBytes();
            }

            (wasBusy, before) = (isBusy, allocated);
        }
    }

    private static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception absent) when (absent is EntryPointNotFoundException or DllNotFoundException)
        {
            // Only glibc keeps freed memory that it has to be asked for.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int MallocTrim(nuint keep);
}
