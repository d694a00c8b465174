using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Watches whose answers have begun and are then never read.</summary>
internal sealed class StuckReaders : IWatchCrowd
{
    private readonly LoadConnection[] _connections;

    public StuckReaders(LoadTarget target, string path, int count)
    {
        var request = target.Template("GET", $"{path}?watch=true&timeoutSeconds=3600");
        _connections = [.. Enumerable.Range(0, count).Select(_ => LoadConnection.Open(target.Kubeconfig))];
        foreach (var connection in _connections)
        {
            var status = connection.Begin(request.Bytes);
            if (status != 200)
                throw new IOException($"{target.Name}: a watch was answered {status}.");
        }
    }

    public int Open => _connections.Length;

    public int Refused => 0;

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }
}
