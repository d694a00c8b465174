namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>A pool during one pass: what was read of it and what it is about to become.</summary>
internal sealed class PoolWork(NodePool pool)
{
    /// <summary>The object as it was last read or written.</summary>
    public NodePool Pool { get; set; } = pool;

    public string ScaleSet => Pool.Spec?.ScaleSet ?? "";

    /// <summary>The scale set; null when it could not be read.</summary>
    public ScaleSetView? View { get; set; }

    /// <summary>Its machines; null when there was no need to read them.</summary>
    public IReadOnlyList<Machine>? Machines { get; set; }

    /// <summary>The status to write.</summary>
    public NodePoolStatus Status { get; set; } = pool.Status ?? new();

    /// <summary>What decisions look at.</summary>
    public PoolState State { get; set; } = new(pool, [], pool.Status?.Desired ?? 0, 0) { IsReady = false };

    public IReadOnlyList<Machine> Discard { get; set; } = [];

    public int? Capacity { get; set; }

    /// <summary>Pods told of once the cloud has accepted the increase.</summary>
    public IReadOnlyList<Pod> Helped { get; set; } = [];

    /// <summary>Size before the increase that <see cref="Helped"/> pods asked for.</summary>
    public int SizeBefore { get; set; }

    public bool IsBeingShrunk => Machines?.Any(machine => machine.IsBeingDeleted) == true;
}
