using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudOrchestrator.Nftables;

/// <summary>Runs <c>nft -f -</c>.</summary>
/// <param name="prefix">The command and its first arguments: <c>nft</c>, or a way into another network namespace followed by <c>nft</c>.</param>
public sealed partial class NftCommand(params IReadOnlyList<string> prefix)
{
    private readonly IReadOnlyList<string> _prefix = prefix.Count > 0 ? prefix : ["nft"];

    /// <summary>Runs a script as one transaction.</summary>
    /// <exception cref="NftException">nft is missing or refused the script.</exception>
    public async Task RunAsync(string script, CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            var message = await errors;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new NftException(Describe(message, script));
        }
        catch (IOException) when (process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            throw new NftException($"nft ended with code {process.ExitCode} before it had read the script");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(_prefix[0], [.. _prefix.Skip(1), "-f", "-"]) { RedirectStandardInput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new NftException($"cannot run {_prefix[0]}: {missing.Message}. Install nftables.");
        }
    }

    /// <summary>nft's message with the line of the script it means, which the message quotes only in part.</summary>
    private static string Describe(string message, string script)
    {
        var place = LineNumber().Match(message);
        if (!place.Success || !int.TryParse(place.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return $"nft: {message.Trim()}";
        var line = script.Split('\n').ElementAtOrDefault(number - 1) ?? "";
        return $"nft: {message.Trim()}\nline {number}: {(line.Length > 500 ? line[..500] + "…" : line)}";
    }

    [GeneratedRegex(@"^\S+?:(\d+):\d+", RegexOptions.Multiline)]
    private static partial Regex LineNumber();
}
