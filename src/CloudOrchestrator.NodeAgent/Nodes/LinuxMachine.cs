using System.Globalization;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>The machine as /proc shows it.</summary>
/// <param name="dataDirectory">A path on the disk that counts.</param>
/// <param name="time">The clock.</param>
public sealed class LinuxMachine(string dataDirectory, TimeProvider time) : IMachine
{
    // The kernel counts in hundredths of a second, whatever its own tick.
    private const ulong NanosecondsPerTick = 10_000_000;

    /// <inheritdoc/>
    public MachineIdentity Identity { get; } = new()
    {
        MachineId = Text("/etc/machine-id"),
        SystemUuid = Text("/sys/class/dmi/id/product_uuid") is { Length: > 0 } uuid ? uuid : Text("/etc/machine-id"),
        BootId = Text("/proc/sys/kernel/random/boot_id"),
        KernelVersion = Text("/proc/sys/kernel/osrelease"),
        OsImage = OsName(),
        Architecture = RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "amd64",
            System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
            var other => other.ToString().ToLowerInvariant(),
        },
    };

    /// <inheritdoc/>
    public int ProcessorCount => System.Environment.ProcessorCount;

    /// <inheritdoc/>
    public ulong CpuNanoseconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // user nice system idle iowait irq softirq steal; the guest columns are part of user and nice.
        return (ulong)fields.Skip(1).Take(8).Where((_, index) => index is not (3 or 4))
            .Sum(field => decimal.Parse(field, CultureInfo.InvariantCulture)) * NanosecondsPerTick;
    }

    /// <inheritdoc/>
    public MachineMemory Memory()
    {
        var values = File.ReadLines("/proc/meminfo").Select(line => line.Split((char[])[' ', ':'], StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 1)
            .ToDictionary(fields => fields[0], fields => long.Parse(fields[1], CultureInfo.InvariantCulture) * 1024, StringComparer.Ordinal);
        return new MachineMemory(values["MemTotal"], values["MemFree"], values["MemAvailable"]);
    }

    /// <inheritdoc/>
    public (long TotalBytes, long FreeBytes) Disk()
    {
        var drive = new DriveInfo(dataDirectory);
        return (drive.TotalSize, drive.AvailableFreeSpace);
    }

    /// <inheritdoc/>
    public (long Count, long Max) Processes()
    {
        var counts = Text("/proc/loadavg").Split(' ')[3].Split('/');
        return (long.Parse(counts[1], CultureInfo.InvariantCulture), long.Parse(Text("/proc/sys/kernel/pid_max"), CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public DateTimeOffset BootedAt()
    {
        var seconds = double.Parse(Text("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return time.GetUtcNow() - TimeSpan.FromSeconds(seconds);
    }

    private static string Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (UnauthorizedAccessException)
        {
            // The firmware's UUID is for root alone.
            return "";
        }
    }

    private static string OsName()
    {
        const string Field = "PRETTY_NAME=";
        var line = File.Exists("/etc/os-release") ? File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        return line is null ? "Linux" : line[Field.Length..].Trim('"');
    }
}
