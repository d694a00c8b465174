namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>How the platform around the app behaves: what Azure sets per plan and app, and what a test wants shorter.</summary>
internal sealed record HostOptions
{
    /// <summary>Most instances per scaling group.</summary>
    public int MaxInstances { get; init; } = 1;

    /// <summary>Instances that stay, by group name; a group that is not named has none.</summary>
    public IReadOnlyDictionary<string, int> MinInstances { get; init; } = new Dictionary<string, int>();

    /// <summary>HTTP requests one instance serves at once.</summary>
    public int PerInstanceConcurrency { get; init; } = 16;

    /// <summary>How long an instance does nothing before it goes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often scaling is decided: one more HTTP instance, or up to four more of another group, each time.</summary>
    public TimeSpan ScaleInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a process may take to end after SIGTERM.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a group waits before it replaces an instance that gave up.</summary>
    public TimeSpan ReplaceDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between health pings; zero: none.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the front end waits while nothing is sent either way.</summary>
    public TimeSpan FrontEndTimeout { get; init; } = TimeSpan.FromSeconds(230);

    /// <summary>True: the front end ends every request after <see cref="FrontEndTimeout"/>, however busy.</summary>
    public bool FrontEndTimeoutIsTotal { get; init; }

    /// <summary>True: every timer function runs once at the start, as one that is past due.</summary>
    public bool TimersAtStart { get; init; }

    /// <summary>How long the host's proxy waits while nothing is sent either way.</summary>
    public TimeSpan ProxyTimeout { get; init; } = TimeSpan.FromSeconds(240);

    /// <summary>Memory of an instance in MB: 512, 2048 or 4096.</summary>
    public int InstanceMemory { get; init; } = 2048;

    /// <summary>Mean time between kills of a random handler process; zero: none.</summary>
    public TimeSpan KillEvery { get; init; }

    /// <summary>Decides who is killed when, and every id.</summary>
    public int Seed { get; init; }

    /// <summary>The site's name.</summary>
    public string SiteName { get; init; } = "emulated";
}
