using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.Nftables;

/// <summary>A netlink socket to the kernel's netfilter, of the network namespace of the thread that opens it. .NET's sockets do not know the family.</summary>
internal sealed class NetlinkSocket : IDisposable
{
    private const int NetlinkFamily = 16;
    private const int RawKind = 3;
    private const int CloseOnExec = 0x80000;
    private const int NetfilterProtocol = 12;
    private const int SocketLevel = 1;
    private const int ReceiveTimeoutOption = 20;
    private const int BufferLength = 64 * 1024;

    private readonly int _handle;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="Win32Exception">The kernel refuses.</exception>
    public NetlinkSocket()
    {
        _handle = Open(NetlinkFamily, RawKind | CloseOnExec, NetfilterProtocol);
        if (_handle < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "cannot open a netlink socket");

        // The kernel answers within microseconds; a lost answer must not block for ever.
        long[] fiveSeconds = [5, 0];
        if (SetOption(_handle, SocketLevel, ReceiveTimeoutOption, fiveSeconds, 2 * sizeof(long)) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "cannot set the netlink socket's time limit");
    }

    /// <summary>Sends a request and reads datagrams until one completes the answer; returns the kernel's error number.</summary>
    public int Request(byte[] request, ICollection<ConntrackFlow> flows)
    {
        if (Send(_handle, request, request.Length, 0) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "cannot ask the kernel for its flows");
        var buffer = new byte[BufferLength];
        while (true)
        {
            var length = Receive(_handle, buffer, buffer.Length, 0);
            if (length < 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError(), "the kernel does not tell its flows");
            if (ConntrackMessages.Read(buffer.AsMemory(0, (int)length).ToArray(), flows, out var error))
                return error;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close(_handle);

    [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static extern int Open(int family, int kind, int protocol);

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static extern int SetOption(int handle, int level, int option, long[] value, int length);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    private static extern nint Send(int handle, byte[] bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static extern nint Receive(int handle, byte[] bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
