using Spectre.Console;

namespace CloudOrchestrator.Cli.Showing;

/// <summary>Waits and shows how far it is: a table that moves where somebody watches, a line per change elsewhere.</summary>
internal static class Progress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private const int LinesMax = 15;

    /// <summary>Looks again and again until as many are done as wanted.</summary>
    /// <exception cref="CliException">Time is up; the message says what was still missing.</exception>
    public static async Task ShowAsync(
        string title, Func<CancellationToken, Task<ProgressState>> look, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!CommandActions.Watched)
        {
            var said = -1;
            await WaitAsync(title, look, state => Say(title, state, ref said), patience, time, cancellationToken);
            return;
        }

        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        await AnsiConsole.Live(table).AutoClear(true).StartAsync(async live =>
            await WaitAsync(title, look, state => Draw(table, live, title, state), patience, time, cancellationToken));
    }

    private static async Task WaitAsync(
        string title,
        Func<CancellationToken, Task<ProgressState>> look,
        Action<ProgressState> show,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var missing = "no answer yet";
        while (time.GetElapsedTime(started) < patience)
        {
            try
            {
                var state = await look(cancellationToken);
                show(state);
                if (state.Reached >= state.Wanted)
                    return;
                missing = string.Join("; ", state.Lines.Where(line => !line.Done).Take(5).Select(line => $"{line.Name}: {line.State}"));
            }
            catch (CliException silence) when (silence.Unreachable)
            {
                missing = silence.Message;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }

        throw new CliException($"{title}: not all within {patience.TotalSeconds:0} s. {missing}");
    }

    private static void Say(string title, ProgressState state, ref int said)
    {
        if (state.Reached != said)
            Console.WriteLine($"        {state.Reached} {title}");
        said = state.Reached;
    }

    private static void Draw(Table table, LiveDisplayContext live, string title, ProgressState state)
    {
        table.Rows.Clear();
        table.AddRow(new Text($"        {state.Reached} {title}"), Text.Empty, Text.Empty);
        foreach (var line in state.Lines.OrderBy(line => line.Done).Take(LinesMax))
        {
            var style = new Style(line.Done ? Color.Green : Color.Yellow);
            table.AddRow(new Text($"          {line.Name}"), new Text(line.Where), new Text(line.State, style));
        }

        live.Refresh();
    }
}
