namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>The machine under a node.</summary>
public interface IMachine
{
    /// <summary>What it is; does not change while the agent runs.</summary>
    MachineIdentity Identity { get; }

    /// <summary>Its processors.</summary>
    int ProcessorCount { get; }

    /// <summary>CPU time used by everything since boot.</summary>
    ulong CpuNanoseconds();

    /// <summary>Its memory.</summary>
    MachineMemory Memory();

    /// <summary>The disk that holds the agent's data: bytes in all and bytes free.</summary>
    (long TotalBytes, long FreeBytes) Disk();

    /// <summary>How many processes there are and how many there may be.</summary>
    (long Count, long Max) Processes();

    /// <summary>When it was started.</summary>
    DateTimeOffset BootedAt();
}
