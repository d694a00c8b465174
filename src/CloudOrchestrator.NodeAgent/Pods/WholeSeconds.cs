namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Times as status carries them.</summary>
internal static class WholeSeconds
{
    public static DateTimeOffset Of(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
