using System.Text;
using System.Threading.Channels;

namespace CloudOrchestrator.ApiServer.Audit;

/// <summary>
/// One line of JSON per request that writes, with the fields of audit.k8s.io/v1 Event at level Metadata, in <c>audit.log</c>. Rotated by size.
/// A writer given instead of a directory gets the lines at once.
/// A full buffer makes requests wait: lines are lost only by a crash or a failing disk, which is reported.
/// </summary>
internal sealed class AuditLog : IAsyncDisposable
{
    private const int BufferedMax = 4096;
    private const long FileBytesMax = 100 * 1024 * 1024;
    private const int FilesMax = 5;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly string? _path;
    private readonly TextWriter? _writer;
    private readonly TimeProvider _time;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(BufferedMax);
    private readonly Action<string, Exception> _onFault;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _writing;

    /// <summary>A log in a directory, or on a writer where one is given; both null keep none.</summary>
    public AuditLog(string? directory, TextWriter? writer, TimeProvider time, Action<string, Exception> onFault)
    {
        _writer = writer is null ? null : TextWriter.Synchronized(writer);
        _onFault = onFault;
        _time = time;
        _path = directory is null || writer is not null ? null : Path.Combine(directory, "audit.log");
        _writing = _path is null ? Task.CompletedTask : Task.Run(WriteLinesAsync);
    }

    /// <summary>Records a request.</summary>
    public ValueTask WriteAsync(AuditRecord record)
    {
        if (_writer is not null)
            return new(_writer.WriteLineAsync(Line(record, _time.GetUtcNow())));
        return _path is null ? ValueTask.CompletedTask : _lines.Writer.WriteAsync(Line(record, _time.GetUtcNow()));
    }

    /// <summary>Writes what is buffered and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _closing.CancelAsync();
        await _writing;
        _closing.Dispose();
    }

    private static string Line(AuditRecord record, DateTimeOffset now)
    {
        var context = record.Context;
        var user = new JsonObject { ["username"] = record.Caller.Name };
        if (record.Caller.Uid.Length > 0)
            user["uid"] = record.Caller.Uid;
        user["groups"] = new JsonArray([.. record.Caller.Groups.Select(group => (JsonNode)group)]);
        var line = new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = "audit.k8s.io/v1",
            ["level"] = "Metadata",
            ["auditID"] = record.Id,
            ["stage"] = "ResponseComplete",
            ["requestURI"] = (context.Request.Path + context.Request.QueryString).ToString(),
            ["verb"] = record.Verb,
            ["user"] = user,
            ["sourceIPs"] = new JsonArray(context.Connection.RemoteIpAddress?.ToString() ?? ""),
            ["userAgent"] = context.Request.Headers.UserAgent.ToString(),
            ["responseStatus"] = new JsonObject { ["metadata"] = new JsonObject(), ["code"] = context.Response.StatusCode },
            ["requestReceivedTimestamp"] = Timestamps.FormatMicro(record.Received),
            ["stageTimestamp"] = Timestamps.FormatMicro(now),
        };
        if (record.Info.IsResource)
            line["objectRef"] = Reference(record);
        return line.ToJsonString(ObjectJson.Options);
    }

    private static JsonObject Reference(AuditRecord record)
    {
        var info = record.Info;
        var reference = new JsonObject { ["resource"] = info.Resource.Plural };
        foreach (var (name, value) in ((string, string)[])
            [("namespace", info.Namespace), ("name", info.Name), ("apiGroup", info.Resource.Group), ("apiVersion", info.Resource.Version), ("subresource", info.Subresource)])
        {
            if (value.Length > 0)
                reference[name] = value;
        }

        return reference;
    }

    // A disk that is full or gone is reported and tried again; when the server closes meanwhile, what could not be written is given up.
    private async Task WriteLinesAsync()
    {
        while (true)
        {
            try
            {
                await WriteLinesToFileAsync();
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _onFault("writing the audit log", exception);
                await Task.Delay(RetryDelay, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                if (_closing.IsCancellationRequested)
                    return;
            }
        }
    }

    private async Task WriteLinesToFileAsync()
    {
        var file = Open();
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync())
            {
                await file.WriteLineAsync(line);
                if (!_lines.Reader.TryPeek(out _))
                    await file.FlushAsync();
                if (file.BaseStream.Length > FileBytesMax)
                    file = await RotateAsync(file);
            }
        }
        finally
        {
            await file.DisposeAsync();
        }
    }

    private async Task<StreamWriter> RotateAsync(StreamWriter file)
    {
        await file.DisposeAsync();
        for (var index = FilesMax - 1; index >= 1; index--)
        {
            if (File.Exists($"{_path}.{index}"))
                File.Move($"{_path}.{index}", $"{_path}.{index + 1}", overwrite: true);
        }

        File.Move(_path!, $"{_path}.1", overwrite: true);
        File.Delete($"{_path}.{FilesMax}");
        return Open();
    }

    private StreamWriter Open() => new(new FileStream(_path!, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)) { NewLine = "\n" };
}
