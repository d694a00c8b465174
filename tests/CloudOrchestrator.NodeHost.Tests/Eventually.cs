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

    /// <summary>Moves the clock step by step; each step begins when what the one before started has come to rest.</summary>
    public static async Task PassAsync(this ManualTimeProvider clock, TimeSpan time, TimeSpan step, Func<bool> isAtRest)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            await TrueAsync(isAtRest);
            clock.Advance(step);
            await SettleAsync();
        }
        await TrueAsync(isAtRest);
    }

    public static async Task SettleAsync()
    {
        for (var turn = 0; turn < 40; turn++)
            await Task.Yield();
    }
}
