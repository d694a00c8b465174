using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.LogWriter;

/// <summary>Where the log is.</summary>
internal sealed record LogPlace(string Kind, string Name)
{
    private const string ConnectionString = "LOG_CONNECTION_STRING";

    public bool Shared => Kind == "table";

    public static LogPlace Parse(string text) =>
        text.Split(':', 2) is ["file" or "table", _] parts ? new(parts[0], parts[1]) : throw new ArgumentException($"a log is file:FOLDER or table:PREFIX, not {text}");

    public IRevisionLog Open() => Shared
        ? new TableLog(new TableServiceClient(Connection()), Name, new TableLogOptions(), TimeProvider.System)
        : FileLog.Open(Name, new FileLogOptions { SegmentBytes = 256 << 10 }, TimeProvider.System);

    private static string Connection() =>
        Environment.GetEnvironmentVariable(ConnectionString) ?? throw new InvalidOperationException($"{ConnectionString} is not set");
}
