using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.AzureKeys;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.ServiceBus;
using CloudOrchestrator.Testing.Azure;

namespace CloudOrchestrator.ControlPlaneHost.Tests;

/// <summary>The services that a Functions app stands on, in this process, and a stand-in for the Functions host: it calls handlers as that host does.</summary>
internal sealed class EmulatedCloud : IAsyncDisposable
{
    private readonly ServiceBusEmulator _queues;
    private readonly List<IAsyncDisposable> _hosts = [];

    private EmulatedCloud(StrictTableService tables, ServiceBusEmulator queues)
    {
        Tables = tables;
        _queues = queues;
    }

    public StrictTableService Tables { get; }

    public ServiceBusBroker Broker => _queues.Broker;

    public StringWriter Audit { get; } = new();

    public StringWriter Errors { get; } = new();

    public ServiceBusClient Queues => new(_queues.ConnectionString);

    public Dictionary<string, string> Variables => new()
    {
        ["Storage"] = Tables.ConnectionString,
        ["ServiceBus"] = _queues.ConnectionString,
        ["TablePrefix"] = "test",
        ["PublicUrl"] = "https://api.example",
    };

    public static async Task<EmulatedCloud> StartAsync() => new(
        await StrictTableService.StartAsync(), await ServiceBusEmulator.StartAsync(0, new ServiceBusBrokerOptions(), new ServiceBusRestOptions(), TimeProvider.System, default));

    public async Task<FunctionsHost> StartHostAsync(params (string Name, string Value)[] changes)
    {
        var variables = Variables;
        foreach (var (name, value) in changes)
            variables[name] = value;
        var host = await FunctionsHost.StartNewAsync(FunctionsSettings.Read(variables.GetValueOrDefault), 0, TimeProvider.System, Audit, Errors, CancellationToken.None);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Ends a host, as on scaling in.</summary>
    public async Task EndAsync(FunctionsHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
    }

    public async Task<GatewayHost> StartGatewayAsync()
    {
        var host = await GatewayHost.StartNewAsync(
            FunctionsSettings.Read(Variables.GetValueOrDefault),
            new GatewayOptions { Bind = [IPAddress.Loopback], Port = 0 },
            TimeProvider.System,
            Audit,
            Errors,
            CancellationToken.None);
        _hosts.Add(host);
        return host;
    }

    public async Task<ClusterKeys> KeysAsync() =>
        ClusterKeys.Parse((await new TableKeyStore(new TableRows(new TableServiceClient(Tables.ConnectionString), "test")).ReadAsync(CancellationToken.None))!);

    /// <summary>A client of the API, as requests reach a handler through the host's proxy.</summary>
    public async Task<HttpClient> ClientAsync(FunctionsHost host, bool authenticated = true)
    {
        var http = Direct(host);
        http.DefaultRequestHeaders.Add("x-ms-invocation-id", "4be0c1a6-0000-0000-0000-000000000000");
        if (!authenticated)
            return http;

        // The keys are made by the first request.
        using var first = await http.GetAsync(new Uri("/version", UriKind.Relative));
        first.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await KeysAsync()).AdminToken);
        return http;
    }

    /// <summary>The host's own calls.</summary>
    public static HttpClient Direct(FunctionsHost host) => new() { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}") };

    /// <summary>Takes messages off the work queue, up to a number, and posts them to the handler as a batch, encoded as the host encodes it.</summary>
    public async Task<(int Messages, HttpStatusCode Code, string Answer)> DeliverAsync(FunctionsHost host, int max = 100)
    {
        var receiver = Queues.CreateReceiver("work");
        var messages = new List<ServiceBusReceivedMessage>();
        while (messages.Count < max && await receiver.ReceiveMessageAsync(TimeSpan.Zero, CancellationToken.None) is { } message)
            messages.Add(message);
        if (messages.Count == 0)
            return (0, HttpStatusCode.NoContent, "");
        var (code, answer) = await PostAsync(host, "/Work", Payload(messages.Select(message => message.Body)));
        foreach (var message in messages)
        {
            if (code == HttpStatusCode.OK)
                await receiver.CompleteMessageAsync(message, CancellationToken.None);
            else
                await receiver.AbandonMessageAsync(message, CancellationToken.None);
        }

        return (messages.Count, code, answer);
    }

    /// <summary>Delivers until the queue has nothing that is due.</summary>
    public async Task SettleAsync(FunctionsHost host)
    {
        for (var round = 0; round < 50; round++)
        {
            var (messages, code, answer) = await DeliverAsync(host);
            if (messages == 0)
                return;
            Assert.True(code == HttpStatusCode.OK, answer + Errors);
        }

        Assert.Fail("the work queue does not run dry: " + Errors);
    }

    public static async Task<(HttpStatusCode Code, string Answer)> PostAsync(FunctionsHost host, string path, string body)
    {
        using var http = Direct(host);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A batch: the array as one string.</summary>
    public static string Payload(IEnumerable<string> bodies, int delivery = 1) => new JsonObject
    {
        ["Data"] = new JsonObject { ["messages"] = JsonSerializer.Serialize(bodies.ToArray()) },
        ["Metadata"] = new JsonObject { ["DeliveryCountArray"] = $"[{delivery}]", ["sys"] = """{"MethodName":"Work"}""" },
    }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _queues.DisposeAsync();
        await Tables.DisposeAsync();
    }
}
