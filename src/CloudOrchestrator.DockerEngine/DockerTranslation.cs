using System.Globalization;
using CloudOrchestrator.DockerEngine.Models;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The engine's answers in the port's terms.</summary>
internal static class DockerTranslation
{
    public static RuntimeContainer ContainerOf(ContainerInspectResponse container) => new()
    {
        Id = container.ID,
        Labels = new Dictionary<string, string>(container.Config.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal),
        State = StateOf(container.State.Status),
        Image = container.Config.Image,
        ImageId = container.Image,
        ProcessId = container.State.Pid,
        CreatedAt = container.Created,
        StartedAt = TimeOf(container.State.StartedAt),
        FinishedAt = container.State.Running ? null : TimeOf(container.State.FinishedAt),
        ExitCode = container.State.ExitCode,
        OutOfMemory = container.State.OOMKilled,
        Error = container.State.Error ?? "",
        Tty = container.Config.Tty,
    };

    /// <summary>What a list says.</summary>
    public static RuntimeContainer ContainerOf(ContainerListResponse container) => new()
    {
        Id = container.ID,
        Labels = new Dictionary<string, string>(container.Labels, StringComparer.Ordinal),
        State = StateOf(container.State),
        Image = container.Image,
        ImageId = container.ImageID,
        IsIncomplete = true,
    };

    public static RuntimeEvent? EventOf(Message message)
    {
        RuntimeEventType? type = message.Action switch
        {
            "create" => RuntimeEventType.Created,
            "start" => RuntimeEventType.Started,
            "die" => RuntimeEventType.Died,
            "destroy" => RuntimeEventType.Removed,
            _ => null,
        };
        if (type is not { } known || !(message.Actor.Attributes?.TryGetValue(RuntimeLabels.PodUid, out var uid) ?? false))
            return null;
        return new RuntimeEvent(known, message.Actor.ID, uid);
    }

    public static RuntimeImage ImageOf(string id, IList<string>? tags, IList<string>? digests, long size, string user) => new(
        id,
        [.. (tags ?? []).Where(tag => tag != "<none>:<none>")],
        [.. (digests ?? []).Where(digest => digest != "<none>@<none>")],
        size,
        user);

    /// <summary>Null for a container that does not run: the engine then answers with zeros and no memory.</summary>
    public static ContainerUsage? UsageOf(ContainerStatsResponse stats)
    {
        if (stats.CPUStats.CPUUsage.TotalUsage == 0 && stats.MemoryStats.Usage == 0)
            return null;
        var memory = stats.MemoryStats.Stats ?? new Dictionary<string, ulong>();
        // cgroup v1 names the hierarchical counters total_*; v2 has one of each.
        var inactive = Counter(memory, "total_inactive_file", "inactive_file");
        var usage = stats.MemoryStats.Usage;
        return new ContainerUsage(
            stats.Read, stats.CPUStats.CPUUsage.TotalUsage, usage, usage > inactive ? usage - inactive : 0, Counter(memory, "total_rss", "anon"), stats.PidsStats?.Current ?? 0);
    }

    public static ContainerLogsParameters LogParametersOf(LogQuery query) => new()
    {
        ShowStdout = true,
        ShowStderr = true,
        Follow = query.Follow,
        Timestamps = query.Timestamps,
        Tail = query.TailLines is { } lines ? lines.ToString(CultureInfo.InvariantCulture) : null,
        Since = query.Since is { } since ? UnixSeconds(since) : null,
    };

    /// <summary>Repository and tag of a reference; the tag is <c>latest</c> when there is none.</summary>
    public static (string Repository, string Tag) SplitTag(string reference)
    {
        var colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/') ? (reference[..colon], reference[(colon + 1)..]) : (reference, "latest");
    }

    /// <summary>Without a tag the engine would pull every tag there is.</summary>
    public static string WithTag(string reference)
    {
        if (reference.Contains('@', StringComparison.Ordinal))
            return reference;
        var (repository, tag) = SplitTag(reference);
        return $"{repository}:{tag}";
    }

    private static RuntimeContainerState StateOf(string status) => status switch
    {
        "running" or "paused" or "restarting" => RuntimeContainerState.Running,
        "created" => RuntimeContainerState.Created,
        _ => RuntimeContainerState.Exited,
    };

    /// <summary>The engine writes the year 1 for "never".</summary>
    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;

    private static string UnixSeconds(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.ToUnixTimeSeconds()}.{time.Ticks % TimeSpan.TicksPerSecond * 100:D9}");

    private static ulong Counter(IDictionary<string, ulong> counters, string first, string second) =>
        counters.TryGetValue(first, out var value) || counters.TryGetValue(second, out value) ? value : 0;
}
