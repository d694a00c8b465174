using System.Globalization;
using System.Text.RegularExpressions;
using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.Nftables;

/// <summary>Runs <c>nft -f -</c>.</summary>
/// <param name="prefix">The command and its first arguments: <c>nft</c>, or a way into another network namespace followed by <c>nft</c>.</param>
public sealed partial class NftCommand(params IReadOnlyList<string> prefix)
{
    private readonly Command _command = new(prefix.Count > 0 ? prefix : ["nft"]);

    /// <summary>Runs a script as one transaction.</summary>
    /// <exception cref="NftException">nft is missing or refused the script.</exception>
    public async Task RunAsync(string script, CancellationToken cancellationToken)
    {
        CommandResult result;
        try
        {
            result = await _command.TryRunAsync(script, ["-f", "-"], cancellationToken);
        }
        catch (CommandException missing)
        {
            throw new NftException($"{missing.Message}. Install nftables.");
        }

        if (result.ExitCode != 0)
            throw new NftException(Describe(result.Error, script));
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
