using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

// A custom handler that does what a test asks for: by path for HTTP, by the words in a message's text for triggers. Everything it is handed it prints.
if (Environment.GetEnvironmentVariable("EXIT_AT_START") is { } code)
    return int.Parse(code, CultureInfo.InvariantCulture);

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")}");
var application = builder.Build();
var pieces = Channel.CreateUnbounded<string>();
application.Run(context => context.Request.Path.Value switch
{
    "/" => Task.CompletedTask,
    var path when path!.StartsWith("/echo", StringComparison.Ordinal) => EchoAsync(context),
    "/upload" => UploadAsync(context),
    "/download" => DownloadAsync(context, pieces.Reader),
    "/push" => pieces.Writer.WriteAsync(context.Request.QueryString.Value!).AsTask(),
    "/hang" => HangAsync(context, start: false),
    "/hang-after-headers" => HangAsync(context, start: true),
    "/pid" => context.Response.WriteAsync($"{Environment.ProcessId}"),
    "/exit" => ExitAsync(),
    "/Work" or "/Single" or "/Tick" when context.Request.Method == "POST" && !context.Request.Headers.ContainsKey("x-ms-invocation-id") => InvokeAsync(context),
    _ => RefuseAsync(context),
});
if (Environment.GetEnvironmentVariable("NEVER_LISTEN") is null)
    await application.RunAsync();
else
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
return 0;

static async Task EchoAsync(HttpContext context)
{
    using var reader = new StreamReader(context.Request.Body);
    var headers = new JsonObject();
    foreach (var (name, value) in context.Request.Headers)
        headers[name] = value.ToString();
    context.Response.Headers["X-Answer"] = "kept";
    context.Response.Headers.ContentType = "application/json";
    await context.Response.WriteAsync(new JsonObject
    {
        ["pid"] = Environment.ProcessId,
        ["method"] = context.Request.Method,
        ["target"] = context.Features.Get<IHttpRequestFeature>()!.RawTarget,
        ["headers"] = headers,
        ["body"] = await reader.ReadToEndAsync(),
        ["environment"] = new JsonObject(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(pair => KeyValuePair.Create<string, JsonNode?>((string)pair.Key, (string?)pair.Value))),
    }.ToJsonString());
}

static async Task UploadAsync(HttpContext context)
{
    var buffer = new byte[1024];
    while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
        Console.WriteLine($"uploaded {Encoding.ASCII.GetString(buffer, 0, read)}");
}

// What is pushed by other requests, as it comes.
static async Task DownloadAsync(HttpContext context, ChannelReader<string> pieces)
{
    await context.Response.Body.FlushAsync();
    await foreach (var piece in pieces.ReadAllAsync(context.RequestAborted))
    {
        await context.Response.WriteAsync(piece);
        await context.Response.Body.FlushAsync();
    }
}

static async Task HangAsync(HttpContext context, bool start)
{
    Console.WriteLine($"hanging in {Environment.ProcessId}");
    if (start)
        await context.Response.Body.FlushAsync();
    var aborted = new TaskCompletionSource();
    context.RequestAborted.Register(aborted.SetResult);
    await aborted.Task;
    Console.WriteLine("aborted");
}

[DllImport("libc", EntryPoint = "_exit")]
static extern void EndAtOnce(int code);

static Task ExitAsync()
{
    // At once: an orderly exit would answer what is under way.
    EndAtOnce(3);
    return Task.CompletedTask;
}

static Task RefuseAsync(HttpContext context)
{
    context.Response.StatusCode = StatusCodes.Status404NotFound;
    return context.Response.WriteAsync("not a path of the test handler");
}

static async Task InvokeAsync(HttpContext context)
{
    using var reader = new StreamReader(context.Request.Body);
    var body = await reader.ReadToEndAsync();
    Console.WriteLine($"invoked {context.Request.Path.Value![1..]} in {Environment.ProcessId}: {body}");
    Console.WriteLine($"by {context.Request.Headers.UserAgent} {context.Request.Headers["X-Azure-Functions-InvocationId"]} {context.Request.ContentType}");
    if (body.Contains("please exit", StringComparison.Ordinal))
        Environment.Exit(4);
    if (body.Contains("please hang", StringComparison.Ordinal))
        await HangAsync(context, start: false);
    if (body.Contains("please fail", StringComparison.Ordinal))
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    context.Response.ContentType = body.Contains("please say text", StringComparison.Ordinal) ? "text/plain" : "application/json";
    var answer = body.Contains("please say nothing", StringComparison.Ordinal) ? "" : """{"Outputs":{},"Logs":["from the function"],"ReturnValue":null}""";
    await context.Response.WriteAsync(body.Contains("please say nonsense", StringComparison.Ordinal) ? "nonsense" : answer);
}
