namespace CloudOrchestrator.EndToEnd.Tests;

/// <summary>Waits for something a real cluster does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
                Assert.Fail($"waited {limit.TotalSeconds:0} s in vain for {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
