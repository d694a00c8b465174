using System.Diagnostics;

namespace CloudOrchestrator.Testing.Histories;

/// <summary>Runs the program that writes to a log and kills it without warning.</summary>
public static class KilledWriter
{
    /// <summary>
    /// Starts the writer, kills it as soon as it has printed a number of lines, and returns all it printed. The last line may have been cut short.
    /// </summary>
    /// <param name="log">file:FOLDER or table:PREFIX.</param>
    /// <param name="what">objects or operations.</param>
    /// <param name="name">Name of this writer; another one for each process of a history.</param>
    /// <param name="concurrency">How many of its requests run at once.</param>
    /// <param name="lines">How much it may print.</param>
    /// <param name="connectionString">Of a table.</param>
    /// <exception cref="InvalidOperationException">It ended by itself.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string log, string what, string name, int concurrency, int lines, string? connectionString = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "CloudOrchestrator.LogWriter.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, log, what, name, $"{concurrency}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LOG_CONNECTION_STRING"] = connectionString;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            printed.Add(line);
            if (printed.Count == lines)
                process.Kill();
        }

        await process.WaitForExitAsync();
        return printed.Count >= lines
            ? printed
            : throw new InvalidOperationException($"writer {name} ended by itself with {process.ExitCode} after {printed.Count} lines: {await errors}");
    }
}
