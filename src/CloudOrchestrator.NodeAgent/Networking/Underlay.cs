using System.Text.Json;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>The network between the nodes.</summary>
internal static class Underlay
{
    private const int MtuDefault = 1500;

    /// <summary>The MTU of the interface that carries an address, as <c>ip -json addr</c> tells it.</summary>
    public static async Task<int> MtuAsync(string address, CancellationToken cancellationToken) =>
        Mtu(await new Command("ip").RunAsync("", ["-json", "addr", "show"], cancellationToken), address);

    /// <summary>The MTU of the interface that carries an address; Ethernet's when none does.</summary>
    public static int Mtu(string interfaces, string address)
    {
        using var document = JsonDocument.Parse(interfaces);
        foreach (var link in document.RootElement.EnumerateArray())
        {
            if (!link.TryGetProperty("addr_info", out var addresses) || !link.TryGetProperty("mtu", out var mtu))
                continue;
            if (addresses.EnumerateArray().Any(entry => entry.TryGetProperty("local", out var local) && local.GetString() == address))
                return mtu.GetInt32();
        }

        return MtuDefault;
    }
}
