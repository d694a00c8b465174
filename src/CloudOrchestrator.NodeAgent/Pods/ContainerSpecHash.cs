using System.Globalization;
using System.Text;

namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>A hash of what a running container cannot take over: as in Kubernetes, its name and its image. A container whose hash changes is
/// restarted.</summary>
public static class ContainerSpecHash
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>The hash as labels carry it.</summary>
    public static string Of(Container container)
    {
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes($"{container.Name}\0{container.Image}"))
            hash = unchecked((hash ^ octet) * Prime);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
