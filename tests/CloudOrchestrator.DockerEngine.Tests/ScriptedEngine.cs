using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace CloudOrchestrator.DockerEngine.Tests;

/// <summary>Something that listens where an engine would and answers as a test says: a part at a time, or never.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engine").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Socket>> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;

    public ScriptedEngine()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "s")));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"unix://{Path.Combine(_folder, "s")}");

    /// <summary>The connection on which a request has come; nothing has been answered yet.</summary>
    public async Task<Socket> RequestAsync(string method, string path)
    {
        return await Of($"{method} /v1.41{path}").Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Sends the head of an answer that goes on until the connection ends.</summary>
    public static Task OpenAsync(Socket socket, string body) => SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + body);

    /// <summary>Sends text.</summary>
    public static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _sockets)
            socket.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private TaskCompletionSource<Socket> Of(string request) =>
        _requests.GetOrAdd(request, _ => new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                _sockets.Add(socket);
                serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            while (await HeadAsync(socket) is { Length: > 0 } head)
            {
                var request = head[..head.IndexOf(" HTTP/", StringComparison.Ordinal)].Split('?')[0];
                if (request == "GET /_ping")
                    await SendAsync(socket, "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK");
                else
                    Of(request).TrySetResult(socket);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException)
        {
            // The client, or the test, has had enough.
        }
    }

    private async Task<string> HeadAsync(Socket socket)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await socket.ReceiveAsync(one, _stop.Token) == 1)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
                return head.ToString();
        }
        return "";
    }
}
