using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CloudOrchestrator.Testing.Azure.StrictTables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Testing.Azure;

/// <summary>
/// A Table service in memory that keeps the real one's rules: signatures (account key, SAS with key ranges), key characters, sizes of properties, entities,
/// requests and transactions, one partition per transaction, continuation tokens. It fails when told to.
/// </summary>
public sealed class StrictTableService : IAsyncDisposable
{
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly ConcurrentQueue<TableRequestSeen> _seen = new();
    private readonly StrictTableOptions _options;
    private readonly TableRequestHandler _handler;
    private WebApplication? _web;
    private long _requests;
    private long _answeredBytes;

    private StrictTableService(StrictTableOptions options)
    {
        _options = options;
        _handler = new TableRequestHandler(options, AccountName, AccountKey);
    }

    /// <summary>Name of the one account.</summary>
    public static string AccountName => "devstoreaccount1";

    /// <summary>Endpoint with the account in its path, as emulators have it.</summary>
    public Uri Uri { get; private set; } = null!;

    /// <summary>What a client needs.</summary>
    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};TableEndpoint={Uri.AbsoluteUri}";

    /// <summary>What goes wrong.</summary>
    public TableFaults Faults { get; } = new();

    /// <summary>The requests so far, those that failed by a fault included.</summary>
    public IReadOnlyCollection<TableRequestSeen> Seen => _seen;

    /// <summary>Number of requests so far.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Bytes of the bodies of all answers so far.</summary>
    public long AnsweredBytes => Interlocked.Read(ref _answeredBytes);

    /// <summary>A service that listens on 127.0.0.1 until it is disposed.</summary>
    public static async Task<StrictTableService> StartAsync(StrictTableOptions? options = null)
    {
        var service = new StrictTableService(options ?? new StrictTableOptions());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, service._options.Port);
            kestrel.Limits.MaxRequestBodySize = 16 << 20;
        });
        service._web = builder.Build();
        service._web.Run(service.ServeAsync);
        await service._web.StartAsync();
        service.Uri = new Uri($"{service._web.Urls.First()}/{AccountName}");
        return service;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?')[0];
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var prefix = $"/{AccountName}/";
        var below = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : "";
        var seen = new TableRequestSeen(
            context.Request.Method, Uri.UnescapeDataString(below), Uri.UnescapeDataString(context.Request.QueryString.Value ?? ""), Encoding.UTF8.GetString(bytes.Span));
        Interlocked.Increment(ref _requests);
        _seen.Enqueue(seen);
        if (_seen.Count > _options.SeenMax)
            _seen.TryDequeue(out _);
        await AnswerAsync(context, Faults.Take(seen), path, below, bytes);
    }

    private async Task AnswerAsync(HttpContext context, TableFault fault, string path, string below, ReadOnlyMemory<byte> body)
    {
        switch (fault)
        {
            case TableFault.Throttled:
                if (Faults.RetryAfter is { } seconds)
                    context.Response.Headers.RetryAfter = seconds.ToString();
                await TableAnswer.Error(new TableRefusal(503, "ServerBusy", "The server is busy.")).WriteAsync(context, _options.Time);
                return;
            case TableFault.TimedOutBefore:
                await TableAnswer.Error(TimedOut).WriteAsync(context, _options.Time);
                return;
            case TableFault.Failed:
                await TableAnswer.Error(new TableRefusal(500, "InternalError", "Server encountered an internal error.")).WriteAsync(context, _options.Time);
                return;
            case TableFault.BrokenBefore:
                context.Abort();
                return;
        }

        var answer = _handler.Handle(context.Request, path, below, body);
        Interlocked.Add(ref _answeredBytes, answer.Body.Length);
        if (fault == TableFault.BrokenAfter)
            context.Abort();
        else
            await (fault == TableFault.TimedOutAfter ? TableAnswer.Error(TimedOut) : answer).WriteAsync(context, _options.Time);
    }

    private static TableRefusal TimedOut => new(500, "OperationTimedOut", "The operation could not be completed within the permitted time.");
}
