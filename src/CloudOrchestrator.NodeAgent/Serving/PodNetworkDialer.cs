using System.Net;
using System.Net.Sockets;
using CloudOrchestrator.NodeAgent.Native;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>
/// Connects to a port inside a pod's network namespace, also one that listens on the loopback alone. A socket stays in the namespace it was made in, so it
/// is made
/// on a thread of its own that enters the namespace and ends; no pooled thread ever leaves the node's network.
/// </summary>
internal static class PodNetworkDialer
{
    /// <summary>Connects; <paramref name="sandboxProcessId"/> is null for a pod on the node's network.</summary>
    /// <exception cref="IOException">The namespace cannot be entered.</exception>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static async Task<Socket> DialAsync(int? sandboxProcessId, int port, CancellationToken cancellationToken)
    {
        SocketException? refused = null;
        foreach (var loopback in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            var socket = await MakeAsync(sandboxProcessId, loopback.AddressFamily);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(loopback, port), cancellationToken);
                return socket;
            }
            catch (SocketException failure)
            {
                refused ??= failure;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw refused!;
    }

    private static Task<Socket> MakeAsync(int? processId, AddressFamily family)
    {
        if (processId is not { } id)
            return Task.FromResult(new Socket(family, SocketType.Stream, ProtocolType.Tcp));
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                using var @namespace = File.OpenHandle($"/proc/{id}/ns/net");
                LinuxCalls.EnterNetwork(@namespace);
                made.SetResult(new Socket(family, SocketType.Stream, ProtocolType.Tcp));
            }
            catch (Exception failure)
            {
                made.SetException(failure);
            }
        })
        {
            IsBackground = true,
            Name = "pod network",
        };
        thread.UnsafeStart();
        return made.Task;
    }
}
