using System.Globalization;

namespace CloudOrchestrator.Benchmarks.Servers;

/// <summary>Processor time and resident memory of a server's processes, as Linux tells them; nothing where they are not known.</summary>
internal sealed class ProcessUse(IReadOnlyList<int> processes)
{
    // USER_HZ: what /proc counts in, 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Whether there is anything to read.</summary>
    public bool IsKnown => processes.Count > 0 && Directory.Exists("/proc/self");

    /// <summary>User and system time so far.</summary>
    public TimeSpan Processor() =>
        IsKnown ? TimeSpan.FromSeconds(processes.Sum(id => ProcessorTicks($"/proc/{id}/stat")) / TicksPerSecond) : TimeSpan.Zero;

    /// <summary>Resident bytes now.</summary>
    public long Resident() => IsKnown ? processes.Sum(id => Status(id, "VmRSS:")) : 0;

    private static double ProcessorTicks(string file)
    {
        var fields = File.ReadAllText(file);
        var afterName = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
        return double.Parse(afterName[11], CultureInfo.InvariantCulture) + double.Parse(afterName[12], CultureInfo.InvariantCulture);
    }

    private static long Status(int id, string field)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) << 10;
    }
}
