using System.CommandLine;
using System.Diagnostics;

namespace CloudOrchestrator.Cli.Local;

/// <summary><c>up</c> and <c>down</c>: the repository's scripts, found from here.</summary>
internal static class LocalCommands
{
    public static Command Up() => Script("up", "Starts a cluster on this machine, or what of it does not run. Same as infra/up.", "--nodes N, --simulated N");

    public static Command Down() => Script("down", "Removes the cluster that up started. Same as infra/down.", "--keep-data");

    /// <summary>The folder of the scripts, looked for upwards from the program and from the current directory; null when there is none.</summary>
    public static string? Folder(params IEnumerable<string> starts)
    {
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var scripts = Path.Combine(folder.FullName, "infra");
                if (File.Exists(Path.Combine(scripts, "local", "cluster")))
                    return scripts;
            }
        }

        return null;
    }

    private static Command Script(string name, string description, string options)
    {
        var arguments = new Argument<string[]>("options") { Description = $"Passed on: {options}", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        return command.Do(async (parsed, cancellationToken) =>
        {
            var folder = Folder(AppContext.BaseDirectory, Environment.CurrentDirectory)
                ?? throw new CliException("the scripts are not here: run this in a clone of the repository, or run infra/up there");
            using var process = Process.Start(Path.Combine(folder, name), [.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens]);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new CliException($"infra/{name} ended with code {process.ExitCode}");
        });
    }
}
