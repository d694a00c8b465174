using System.CommandLine;
using Spectre.Console;

namespace CloudOrchestrator.Cli;

/// <summary>How commands run: a failure the user can help is one line on standard error and exit code 1.</summary>
internal static class CommandActions
{
    /// <summary>Sets what a command does.</summary>
    public static Command Do(this Command command, Func<ParseResult, CancellationToken, Task> run)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await run(parsed, cancellationToken);
                return 0;
            }
            catch (CliException failure)
            {
                await Console.Error.WriteLineAsync($"error: {failure.Message}");
                return 1;
            }
        });
        return command;
    }

    /// <summary>True when somebody watches the output, so that it may move.</summary>
    public static bool Watched => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
}
