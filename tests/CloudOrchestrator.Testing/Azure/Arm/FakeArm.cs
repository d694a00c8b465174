using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>
/// Azure Resource Manager on a free port of this machine: scale sets and network resources, with its checks of tokens and API versions. Plain http, because a client
/// under test is told so; nothing comes to an end before the test says so.
/// </summary>
public sealed class FakeArm : IAsyncDisposable
{
    private const string ScaleSetMarker = "/providers/Microsoft.Compute/virtualMachineScaleSets/";
    private const string NetworkMarker = "/providers/Microsoft.Network/";

    private static readonly string[] Audiences =
        ["https://management.azure.com", "https://management.azure.com/", "https://management.core.windows.net/", "https://management.core.windows.net"];

    // What the packages and the controllers are written for: another version is another contract.
    private static readonly Dictionary<string, string[]> ApiVersions = new()
    {
        ["Microsoft.Compute"] = ["2023-07-01"],
        ["Microsoft.Network"] = ["2024-07-01"],
        ["Microsoft.Resources"] = ["2022-09-01", "2021-04-01", "2022-12-01"],
    };

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<FakeScaleSet> _scaleSets = [];
    private readonly List<ArmFault> _faults = [];
    private readonly ConcurrentDictionary<string, bool> _operations = new(StringComparer.Ordinal);
    private int _operation;

    private FakeArm(WebApplication app)
    {
        _app = app;
        Network = new FakeNetwork();
        app.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint => new(_app.Urls.First());

    /// <summary>Network resources.</summary>
    public FakeNetwork Network { get; }

    /// <summary>Requests served, such as <c>GET /subscriptions/…</c>, without queries.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Told of every request, such as <c>PUT /subscriptions/…</c>, just before it is carried out: what another party does in between.</summary>
    public Action<string> Before { get; set; } = static _ => { };

    /// <summary>Starts it.</summary>
    public static async Task<FakeArm> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeArm(builder.Build());
        await fake._app.StartAsync();
        return fake;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Adds a scale set.</summary>
    public FakeScaleSet Add(FakeScaleSet scaleSet)
    {
        lock (_lock)
            _scaleSets.Add(scaleSet);
        return scaleSet;
    }

    /// <summary>Removes a scale set.</summary>
    public void Remove(FakeScaleSet scaleSet)
    {
        lock (_lock)
            _scaleSets.Remove(scaleSet);
    }

    /// <summary>Answers the next request that matches with the fault; several faults are used up in turn.</summary>
    public void Fail(ArmFault fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }

    /// <summary>Everything accepted comes to its end.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _scaleSets.ForEach(scaleSet => scaleSet.Complete());
            Network.Complete();
            foreach (var operation in _operations.Keys)
                _operations[operation] = true;
        }
    }

    internal FakeScaleSet? FindScaleSet(string id) => _scaleSets.Find(scaleSet => string.Equals(scaleSet.Id, id, StringComparison.OrdinalIgnoreCase));

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var text = await new StreamReader(request.Body).ReadToEndAsync();
        var body = text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        Requests.Enqueue($"{request.Method} {request.Path}");
        ArmAnswer answer;
        try
        {
            CheckToken(request);
            CheckVersion(request);
            lock (_lock)
            {
                Before($"{request.Method} {request.Path}");
                answer = Dispatch(request, response, body);
            }
        }
        catch (ArmException refused)
        {
            answer = Error(refused.Status, refused.Code, refused.Message);
        }

        if (answer.IsAsynchronous)
        {
            var operation = (++_operation).ToString(CultureInfo.InvariantCulture);
            _operations[operation] = false;
            response.Headers["Azure-AsyncOperation"] = $"https://{request.Host}/operations/{operation}?api-version={request.Query["api-version"]}";
            response.Headers.RetryAfter = "10";
        }

        response.StatusCode = answer.Status;
        response.Headers["x-ms-request-id"] = Requests.Count.ToString(CultureInfo.InvariantCulture);
        if (answer.Body is null)
            return;
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(answer.Body.ToJsonString());
    }

    private ArmAnswer Dispatch(HttpRequest request, HttpResponse response, JsonObject? body)
    {
        var path = request.Path.Value!;
        var fault = _faults.Find(fault => (fault.Method is null || fault.Method == request.Method) && path.Contains(fault.PathPart, StringComparison.OrdinalIgnoreCase));
        if (fault is null)
            return Carry(request, path, body);
        _faults.Remove(fault);
        if (fault.DoesIt)
            Carry(request, path, body);
        if (fault.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Error(fault.Status, fault.Code, fault.Message);
    }

    private ArmAnswer Carry(HttpRequest request, string path, JsonObject? body)
    {
        if (path.StartsWith("/operations/", StringComparison.Ordinal))
            return new(200, new JsonObject { ["status"] = _operations.GetValueOrDefault(path.Split('/')[^1]) ? "Succeeded" : "InProgress" });
        if (path.IndexOf(ScaleSetMarker, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            var parts = path[(at + ScaleSetMarker.Length)..].Split('/', StringSplitOptions.RemoveEmptyEntries);
            return new ScaleSetEndpoints(this).Handle(request, path[..(at + ScaleSetMarker.Length)] + parts[0], parts[1..], body);
        }

        return path.Contains(NetworkMarker, StringComparison.OrdinalIgnoreCase) || path.EndsWith("/resources", StringComparison.OrdinalIgnoreCase)
            ? Network.Handle(request, body)
            : throw new ArmException(404, "InvalidResourceType", $"the fake knows nothing of {path}");
    }

    private static void CheckToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
            throw new ArmException(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        var parts = header["Bearer ".Length..].Split('.');
        var claims = parts.Length == 3 ? JsonNode.Parse(Decode(parts[1])) : throw new ArmException(401, "InvalidAuthenticationToken", "The access token is invalid.");
        if (!Audiences.Contains(claims?["aud"]?.GetValue<string>()))
            throw new ArmException(401, "InvalidAuthenticationTokenAudience", $"The access token has been obtained for wrong audience or resource '{claims?["aud"]}'.");
    }

    private static void CheckVersion(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/operations"))
            return;
        var version = request.Query["api-version"].ToString();
        if (version.Length == 0)
            throw new ArmException(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        var provider = request.Path.Value!.Split("/providers/", StringSplitOptions.None) is [_, .., var last] ? last.Split('/')[0] : "Microsoft.Resources";
        if (!ApiVersions.TryGetValue(provider, out var known) || !known.Contains(version))
            throw new ArmException(400, "NoRegisteredProviderFound", $"No registered resource provider found for API version '{version}' of '{provider}'.");
    }

    private static ArmAnswer Error(int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    private static string Decode(string part)
    {
        var padded = part.Replace('-', '+').Replace('_', '/');
        return Encoding.UTF8.GetString(Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '=')));
    }
}
