using System.Buffers;
using System.Text.Json.Nodes;
using CloudOrchestrator.Benchmarks.Http;
using CloudOrchestrator.Benchmarks.Servers;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>A server under load, and what the rows have put into it.</summary>
internal sealed class LoadTarget(string name, Kubeconfig kubeconfig, ProcessUse use, string prefix)
{
    private static readonly TimeSpan AccountLimit = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, ObjectNumbers> _numbers = [];

    public string Name => name;

    public Kubeconfig Kubeconfig => kubeconfig;

    public ProcessUse Use => use;

    /// <summary>Begins the names of everything a run makes, so that runs do not meet.</summary>
    public string Prefix => prefix;

    /// <summary>The namespace for one purpose, made when it is first asked for.</summary>
    public string Namespace(string purpose)
    {
        var full = $"{prefix}-{purpose}";
        if (_numbers.TryAdd(full, new ObjectNumbers()))
        {
            try
            {
                Send("POST", "/api/v1/namespaces", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = full } });
            }
            catch (RefusedException exception) when (exception.Status == 409)
            {
                // An earlier run on the same data has made it.
            }

            WaitForAccount(full);
        }

        return full;
    }

    /// <summary>Which numbered objects a namespace of ours holds.</summary>
    public ObjectNumbers Numbers(string purpose) => _numbers[Namespace(purpose)];

    public RequestTemplate Template(string method, string path, string? body = null, string mediaType = "application/json") =>
        new(kubeconfig, method, path, body is null ? null : mediaType, body);

    /// <summary>One request outside of what is measured; the answer as JSON.</summary>
    public JsonNode Send(string method, string path, JsonNode? body = null, string mediaType = "application/json")
    {
        using var connection = LoadConnection.Open(kubeconfig);
        var answer = new ArrayBufferWriter<byte>();
        var request = Template(method, path, body?.ToJsonString(), mediaType).Bytes;
        var status = connection.Exchange(request, answer);
        return status is >= 200 and <= 299 ? JsonNode.Parse(answer.WrittenSpan)! : throw RefusedException.Of(status, request, answer.WrittenSpan);
    }

    /// <summary>Asks the server to remove the namespaces that were made.</summary>
    public void Clean()
    {
        foreach (var made in _numbers.Keys)
            Send("DELETE", $"/api/v1/namespaces/{made}");
        _numbers.Clear();
    }

    // A pod is refused until its namespace has a service account.
    private void WaitForAccount(string full)
    {
        using var pause = new ManualResetEventSlim();
        using var connection = LoadConnection.Open(kubeconfig);
        var request = Template("GET", $"/api/v1/namespaces/{full}/serviceaccounts/default");
        var began = TimeProvider.System.GetTimestamp();
        while (connection.Exchange(request.Bytes) != 200)
        {
            if (TimeProvider.System.GetElapsedTime(began) > AccountLimit)
                throw new TimeoutException($"Namespace {full} has no default service account after {AccountLimit.TotalSeconds:0} s: do controllers run?");
            pause.Wait(TimeSpan.FromMilliseconds(5));
        }
    }
}
