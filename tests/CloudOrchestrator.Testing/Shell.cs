using System.Diagnostics;
using System.Text;

namespace CloudOrchestrator.Testing;

/// <summary>Runs shell commands for tests.</summary>
public static class Shell
{
    /// <summary>
    /// Runs <paramref name="command"/> with bash. Standard output and error are one text, in order. A command past its limit is ended with everything it
    /// started, and the result says so.
    /// </summary>
    public static async Task<ShellResult> RunAsync(
        string command, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec 2>&1\n" + command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        process.StandardInput.Close();
        using var expiry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        expiry.CancelAfter(limit);
        var output = new StringBuilder();
        try
        {
            var buffer = new char[4096];
            int read;
            while ((read = await process.StandardOutput.ReadAsync(buffer, expiry.Token)) > 0)
                output.Append(buffer, 0, read);
            await process.WaitForExitAsync(expiry.Token);
            return new ShellResult(process.ExitCode, output.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var running = ProcessTree.Describe(process.Id);
            process.Kill(entireProcessTree: true);
            return new ShellResult(124, $"{output}\n[still running after {limit.TotalSeconds:0} s, ended:\n{running}]\n");
        }
    }
}
