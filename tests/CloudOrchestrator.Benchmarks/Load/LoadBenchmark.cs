using System.Globalization;
using CloudOrchestrator.Benchmarks.Http;
using CloudOrchestrator.Benchmarks.Servers;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Runs the chosen rows: on a control plane that it starts, on a given server, or on two in turns.</summary>
internal sealed class LoadBenchmark(LoadBenchmarkOptions options)
{
    private const int SlicesOfEach = 5;
    private static readonly string[] OwnRows = ["start", "memory"];
    private readonly LoadSettings _settings = options.Settings;
    private readonly IReadOnlyList<LoadRow> _rows = [.. LoadRows.All.Where(row => options.Rows.Count == 0 || options.Rows.Contains(row.Name))];
    private readonly string _run = $"bench-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() % 10_000_000_000}";

    /// <summary>Names of all rows.</summary>
    public static IEnumerable<string> RowNames => OwnRows.Concat(LoadRows.All.Select(row => row.Name));

    public LoadReport Run()
    {
        var report = new LoadReport(
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores shared by server and client, {_settings.Duration.TotalSeconds:0.#} s a row"), _rows, _settings);
        if (options.Kubeconfig is null)
        {
            RunOwn(report);
        }
        else
        {
            LoadTarget[] targets = [Foreign("A", options.Kubeconfig, options.Processes), .. Other()];
            RunRows(report, targets, _rows);
            foreach (var target in targets)
                target.Clean();
        }

        return report;
    }

    private void RunOwn(LoadReport report)
    {
        var homes = Directory.CreateDirectory(Path.Combine(options.Home, _run)).FullName;
        LoadTarget[] others = [.. Other()];
        try
        {
            if (Wants("start"))
                Starts(report, Path.Combine(homes, "start"));
            var deployment = _rows.Where(row => row.Name == "deployment").ToArray();
            if (deployment.Length > 0 || Wants("memory"))
                WithServer(Path.Combine(homes, "cluster"), own => DeploymentAndMemory(report, own, others, deployment));
            var rest = _rows.Except(deployment).ToArray();
            if (rest.Length > 0)
                WithServer(Path.Combine(homes, "api"), own => RunRows(report, [own, .. others], rest));
            foreach (var other in others)
                other.Clean();
        }
        finally
        {
            if (!options.KeepsHome)
                Directory.Delete(homes, recursive: true);
        }
    }

    private bool Wants(string row) => options.Rows.Count == 0 || options.Rows.Contains(row);

    private void DeploymentAndMemory(LoadReport report, LoadTarget own, LoadTarget[] others, LoadRow[] deployment)
    {
        using (var settling = new ManualResetEventSlim())
            settling.Wait(TimeSpan.FromSeconds(Math.Min(3, _settings.Duration.TotalSeconds)));
        if (Wants("memory"))
            report.Add(new RowFigures().Result("memory-idle", own.Name, 0, own.Use.Resident()));
        RunRows(report, [own, .. others], deployment);
        if (Wants("memory") && report.Results.LastOrDefault(result => result is { Row: "deployment", Missing: null } && result.Server == own.Name) is { } loaded)
            report.Add(new RowResult { Row = "memory-loaded", Server = own.Name, ResidentMegabytes = loaded.ResidentMegabytes });
    }

    private void Starts(LoadReport report, string home)
    {
        var figures = new RowFigures();
        var latencies = new LatencyLog();
        long resident = 0;
        for (var start = 0; start <= options.Starts; start++)
        {
            using var server = ServerProcess.Start(options.Program, home);
            var ticks = (long)(server.Ready.TotalSeconds * System.Diagnostics.Stopwatch.Frequency);
            var use = new ProcessUse([server.Id]);
            if (start == 0)
            {
                var first = new RowFigures { Operations = 1, ServerProcessor = use.Processor() };
                first.Add(One(ticks));
                report.Add(first.Result("start-first", "ours", 0, use.Resident()));
                continue;
            }

            latencies.Add(ticks);
            figures.ServerProcessor += use.Processor();
            figures.Operations++;
            resident = use.Resident();
        }

        figures.Add(latencies);
        report.Add(figures.Result("start", "ours", 0, resident));
    }

    private static LatencyLog One(long ticks)
    {
        var log = new LatencyLog();
        log.Add(ticks);
        return log;
    }

    private void WithServer(string home, Action<LoadTarget> work)
    {
        using var server = ServerProcess.Start(options.Program, home);
        work(new LoadTarget("ours", Kubeconfig.Load(server.KubeconfigFile), new ProcessUse([server.Id]), _run));
    }

    private IEnumerable<LoadTarget> Other()
    {
        if (options.Against is not null)
            yield return Foreign("other", options.Against, options.AgainstProcesses);
    }

    private LoadTarget Foreign(string name, string file, IReadOnlyList<int> processes)
    {
        var kubeconfig = Kubeconfig.Load(file);
        if (processes.Count == 0 && kubeconfig.Server.IsLoopback && Listener.On(kubeconfig.Server.Port) is { } found)
            processes = [found];
        // Two names for one server must not meet in it.
        return new LoadTarget(name, kubeconfig, new ProcessUse(processes), name == "other" ? $"{_run}-b" : _run);
    }

    private void RunRows(LoadReport report, LoadTarget[] targets, IReadOnlyList<LoadRow> rows)
    {
        foreach (var row in rows)
        {
            var runs = new List<(LoadTarget Target, IRowRun Run)>();
            try
            {
                foreach (var target in targets)
                {
                    if (row.Name == "deployment" && target.Name != "ours" && !_settings.PretendsNodes)
                        report.Add(RowResult.Without(row.Name, target.Name, "needs --pretend-nodes"));
                    else
                        runs.Add((target, row.Begin(target, _settings)));
                }

                Measure(runs.ConvertAll(run => run.Run));
                foreach (var (_, run) in runs)
                    report.Add(run.Result(row.Name));
            }
            catch (Exception exception) when (exception is IOException or TimeoutException or InvalidDataException)
            {
                foreach (var target in targets)
                    report.Add(RowResult.Without(row.Name, target.Name, exception.Message));
            }
            finally
            {
                foreach (var (_, run) in runs)
                    run.Dispose();
            }
        }
    }

    private void Measure(List<IRowRun> runs)
    {
        foreach (var run in runs)
            run.Run(_settings.WarmUp, measured: false);
        var slices = runs.Count > 1 ? SlicesOfEach : 1;
        for (var slice = 0; slice < slices; slice++)
        {
            // Who comes first alternates: A B B A A B …
            var order = slice % 2 == 0 ? runs : Enumerable.Reverse(runs);
            foreach (var run in order)
                run.Run(_settings.Duration / slices, measured: true);
        }
    }
}
