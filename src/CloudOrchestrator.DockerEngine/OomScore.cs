using System.Globalization;

namespace CloudOrchestrator.DockerEngine;

/// <summary>What this machine lets us ask of its memory-shortage killer.</summary>
public static class OomScore
{
    private const int CapSysResource = 24;

    /// <summary>
    /// The lowest adjustment a process may be given here: -1000 with CAP_SYS_RESOURCE, else our own. Inside a container that lacks the right, asking for less
    /// would keep every container from starting. The engine is assumed to have the rights of this process.
    /// </summary>
    public static int LowestAllowed()
    {
        const string Field = "CapEff:";
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        var effective = line is null ? 0 : ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (effective >> CapSysResource & 1) == 1
            ? -1000
            : int.Parse(File.ReadAllText("/proc/self/oom_score_adj"), CultureInfo.InvariantCulture);
    }
}
