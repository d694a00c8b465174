namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Kernel settings of this process's network namespace, under <c>/proc/sys/net</c>.</summary>
internal static class KernelSettings
{
    private const string Root = "/proc/sys/net/";

    /// <summary>True when the network interface exists. <c>/sys/class/net</c> would show those of the namespace it was mounted in.</summary>
    public static bool InterfaceExists(string name) => Directory.Exists($"{Root}ipv4/conf/{name}");

    /// <summary>The names of all interfaces.</summary>
    public static IEnumerable<string> Interfaces() =>
        Directory.EnumerateDirectories($"{Root}ipv4/conf").Select(path => Path.GetFileName(path)).Where(name => name is not ("all" or "default"));

    /// <summary>Sets values. At once and on the calling thread: the kernel looks at the namespace of the thread that writes.</summary>
    public static void Set(IEnumerable<(string Path, string Value)> settings)
    {
        foreach (var (path, value) in settings)
            File.WriteAllText(Root + path, value);
    }
}
