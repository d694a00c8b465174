namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>What to measure, and where.</summary>
internal sealed record LoadBenchmarkOptions
{
    /// <summary>The server to measure; null starts one.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The server's processes; empty finds whoever listens on its port, when it is on this machine.</summary>
    public IReadOnlyList<int> Processes { get; init; } = [];

    /// <summary>A second server, measured in turns with the first.</summary>
    public string? Against { get; init; }

    public IReadOnlyList<int> AgainstProcesses { get; init; } = [];

    /// <summary>The control plane's program, for a server of our own.</summary>
    public required string Program { get; init; }

    /// <summary>Where servers of our own keep their data: on the disk whose speed is meant.</summary>
    public required string Home { get; init; }

    public bool KeepsHome { get; init; }

    /// <summary>Which rows; empty for all.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>How often a server is started for the row about that.</summary>
    public int Starts { get; init; } = 5;

    public LoadSettings Settings { get; init; } = new();
}
