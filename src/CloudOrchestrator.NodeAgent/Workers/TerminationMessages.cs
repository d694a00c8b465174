using System.Text;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Reads what an ended container has to say: its termination message file, or where its pod wants it the end of its log.</summary>
public sealed class TerminationMessages(IContainerRuntime runtime)
{
    private const int FileBytesMax = 4096;
    private const int LogBytesMax = 2048;
    private const int LogLinesMax = 80;

    /// <summary>The label that says the log may stand in.</summary>
    public const string PolicyLabel = "io.kubernetes.container.terminationMessagePolicy";

    /// <summary>The message; empty for none.</summary>
    public async Task<string> ReadAsync(RuntimeContainer container, CancellationToken cancellationToken)
    {
        var message = container.Labels.TryGetValue(RuntimeLabels.TerminationMessageFile, out var path) ? await FileAsync(path, cancellationToken) : "";
        var fromLog = message.Length == 0 && container.ExitCode != 0 && container.Labels.GetValueOrDefault(PolicyLabel) == "FallbackToLogsOnError";
        return fromLog ? await LogAsync(container.Id, cancellationToken) : message;
    }

    private static async Task<string> FileAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return "";
        await using var file = File.OpenRead(path);
        var bytes = new byte[FileBytesMax];
        return Encoding.UTF8.GetString(bytes, 0, await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
    }

    private async Task<string> LogAsync(string id, CancellationToken cancellationToken)
    {
        await using var log = await runtime.ReadLogAsync(id, new LogQuery { TailLines = LogLinesMax }, cancellationToken);
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (await log.ReadAsync(buffer, cancellationToken) is { Count: > 0 } chunk)
            text.Write(buffer, 0, chunk.Count);
        var bytes = text.ToArray();
        return Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, bytes.Length - LogBytesMax)));
    }
}
