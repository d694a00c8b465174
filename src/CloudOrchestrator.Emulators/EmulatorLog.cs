using System.Globalization;

namespace CloudOrchestrator.Emulators;

/// <summary>Lines a person reads: time, who speaks, what happened.</summary>
public sealed class EmulatorLog(TextWriter output, TimeProvider time)
{
    private readonly Lock _gate = new();

    /// <summary>Writes one line.</summary>
    /// <param name="source">Who speaks, such as <c>host</c> or <c>http#1</c>.</param>
    /// <param name="message">What happened.</param>
    public void Write(string source, string message)
    {
        var stamp = time.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            output.WriteLine($"{stamp} [{source}] {message}");
            output.Flush();
        }
    }
}
