using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Testing.Contracts;

/// <summary>A packet filter with something behind it that answers.</summary>
public interface IPacketFilterUnderTest : IAsyncDisposable
{
    /// <summary>The filter.</summary>
    IPacketFilter Filter { get; }

    /// <summary>A backend on this node that answers <c>first</c>.</summary>
    Backend First { get; }

    /// <summary>A backend that answers <c>second</c>.</summary>
    Backend Second { get; }

    /// <summary>Connects, always as the same client of its kind; the backend's answer, <c>refused</c> or <c>timeout</c>.</summary>
    Task<string> AskAsync(ServiceAddress destination, bool fromCluster);
}
