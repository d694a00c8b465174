using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>What an exec or attach request asks for.</summary>
internal sealed record RemoteCommandOptions(bool Stdin, bool Stdout, bool Stderr, bool Tty, IReadOnlyList<string> Command)
{
    /// <summary>Reads the query. With a terminal there is no separate stderr.</summary>
    public static RemoteCommandOptions Read(IQueryCollection query)
    {
        var tty = Flag(query, "tty");
        return new(Flag(query, "stdin"), Flag(query, "stdout"), Flag(query, "stderr") && !tty, tty, [.. query["command"].Select(word => word ?? "")]);
    }

    /// <summary>The query for the node agent.</summary>
    public string ToQuery()
    {
        var flags = $"stdin={Text(Stdin)}&stdout={Text(Stdout)}&stderr={Text(Stderr)}&tty={Text(Tty)}";
        return Command.Aggregate(flags, (query, word) => $"{query}&command={Uri.EscapeDataString(word)}");
    }

    private static string Text(bool flag) => flag ? "true" : "false";

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1" or "True" or "TRUE" or "t" or "T";
}
