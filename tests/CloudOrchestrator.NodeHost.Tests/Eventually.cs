using System.Diagnostics;

namespace CloudOrchestrator.NodeHost.Tests;

/// <summary>Waits for what happens on other threads.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition)
    {
        var patience = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(patience.Elapsed < Patience, "it has not happened");
            await Task.Yield();
        }
    }

    /// <summary>Moves the clock and lets what that started run on: it only waits for the clock.</summary>
    public static async Task PassAsync(this ManualTimeProvider clock, TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            clock.Advance(step);
            await SettleAsync();
        }
    }

    public static async Task SettleAsync()
    {
        for (var turn = 0; turn < 40; turn++)
            await Task.Yield();
    }
}
