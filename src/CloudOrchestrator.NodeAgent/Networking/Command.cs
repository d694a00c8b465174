using System.ComponentModel;
using System.Diagnostics;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>A program of the node, such as <c>ip</c>, run with a text on its standard input.</summary>
/// <param name="prefix">The program and its first arguments; may start with a way into another network namespace.</param>
public sealed class Command(params IReadOnlyList<string> prefix)
{
    /// <summary>The program and its first arguments.</summary>
    public IReadOnlyList<string> Prefix { get; } = prefix;

    /// <summary>Runs the program and returns what it said, whatever its exit code.</summary>
    /// <exception cref="CommandException">The program is missing.</exception>
    public async Task<CommandResult> TryRunAsync(string input, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input, cancellationToken);
            await Task.WhenAll(errors, output);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Runs the program and returns its standard output.</summary>
    /// <exception cref="CommandException">The program is missing or has failed.</exception>
    public async Task<string> RunAsync(string input, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await TryRunAsync(input, arguments, cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new CommandException($"{string.Join(' ', [.. Prefix, .. arguments])} ended with code {result.ExitCode}: {result.Error.Trim()}");
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code and its words say why.
        }
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Prefix[0], [.. Prefix.Skip(1), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new CommandException($"cannot run {Prefix[0]}: {missing.Message}");
        }
    }
}
