namespace CloudOrchestrator.NodeHost.Tests.Azure;

/// <summary>The metadata service of a machine, as Azure documents it.</summary>
internal sealed class FakeImds
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _events = new(StringComparer.Ordinal);
    private readonly Queue<HttpStatusCode> _troubles = new();
    private int _incarnation;

    public FakeImds() => Server = new FakeServer(Answer);

    public FakeServer Server { get; }

    /// <summary>Events that were allowed to begin.</summary>
    public List<string> Started { get; } = [];

    public string Instance { get; set; } = """
        {"compute":{"location":"WestEurope","zone":"2","vmSize":"Standard_D4s_v5","name":"nodes_7","vmScaleSetName":"nodes","priority":"Spot",
         "resourceId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/nodes/virtualMachines/7",
         "osProfile":{"computerName":"Nodes000007"},"tagsList":[{"name":"cloudorchestrator-node-pool","value":"spot"}]}}
        """;

    public ImdsClient Client(TimeProvider time) => new(
        new HttpClient(Server) { BaseAddress = new Uri("http://imds"), DefaultRequestHeaders = { { "Metadata", "true" } } }, time);

    /// <summary>The next answers are these instead.</summary>
    public void Fail(params HttpStatusCode[] codes)
    {
        lock (_lock)
        {
            foreach (var code in codes)
                _troubles.Enqueue(code);
        }
    }

    public void Announce(string id, string type, DateTimeOffset notBefore, params string[] machines) => Change(() => _events[id] = new JsonObject
    {
        ["EventId"] = id,
        ["EventStatus"] = "Scheduled",
        ["EventType"] = type,
        ["ResourceType"] = "VirtualMachine",
        ["Resources"] = new JsonArray([.. machines.Select(machine => JsonValue.Create(machine))]),
        ["NotBefore"] = notBefore.ToString("R"),
        ["Description"] = "the host needs it",
        ["EventSource"] = "Platform",
        ["DurationInSeconds"] = -1,
    });

    public void Begin(string id) => Change(() => (_events[id]["EventStatus"], _events[id]["NotBefore"]) = ("Started", ""));

    public void End(string id) => Change(() => _events.Remove(id));

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            _incarnation++;
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        lock (_lock)
        {
            if (_troubles.TryDequeue(out var trouble))
                return FakeServer.Code(trouble);
            if (!request.Headers.Contains("Metadata"))
                return FakeServer.Code(HttpStatusCode.BadRequest);
            return (request.Method.Method, request.RequestUri!.PathAndQuery) switch
            {
                ("GET", "/metadata/instance?api-version=2021-02-01&format=json") => FakeServer.Json(Instance),
                ("GET", "/metadata/scheduledevents?api-version=2020-07-01") => FakeServer.Json(new JsonObject
                {
                    ["DocumentIncarnation"] = _incarnation,
                    ["Events"] = new JsonArray([.. _events.Values.Select(value => value.DeepClone())]),
                }.ToJsonString()),
                ("POST", "/metadata/scheduledevents?api-version=2020-07-01") => Start(request),
                ("GET", "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=api%3A%2F%2Fcluster&client_id=me") =>
                    FakeServer.Json("""{"access_token":"vouched","expires_in":"86399","resource":"api://cluster","token_type":"Bearer"}"""),
                _ => FakeServer.Code(HttpStatusCode.BadRequest),
            };
        }
    }

    private HttpResponseMessage Start(HttpRequestMessage request)
    {
        var body = JsonNode.Parse(request.Content!.ReadAsStringAsync().Result)!;
        Started.AddRange(body["StartRequests"]!.AsArray().Select(start => (string)start!["EventId"]!));
        return FakeServer.Code(HttpStatusCode.OK);
    }
}
