using System.Diagnostics;
using System.Globalization;

namespace CloudOrchestrator.Simulation;

/// <summary>The program.</summary>
internal static class CommandLine
{
    private const string Help = """
        usage: infra/simulate --seeds N [--from S] [--jobs J] [--each]   run N seeds, from S (1) on, in J processes (one per core)
               infra/simulate --seed S [--quiet | --steps | --objects]  replay one seed and tell what happens
               infra/simulate --help

        A seed is a whole cluster: several API servers and engines over one log and one queue (or one standalone process), 3 to 8 nodes with
        pretend containers, users who deploy, scale, update and delete, and a choice of troubles: lost and late appends, throttling, a full disk,
        lost, doubled and reordered work items, processes killed between any two awaits, nodes killed, paused and cut off, wrong clocks.
        Then the troubles end and the cluster must come to rest. Everything runs on one thread in virtual time: the same seed is the same run.

        A failing seed prints the first rule it broke. Replay it to see why:

            infra/simulate --seed 4711 | less

        --each tells every seed's end and the processor time it took.
        Each line of a replay is: virtual seconds, step, process, what. --steps also tells every continuation that ran,
        --objects what every stored object looks like; --quiet only the last line.
        Exit code: 0 when all seeds are good, 1 when one is not, 2 when the command line is wrong.
        """;

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (name is "--help" or "-h")
            {
                output.WriteLine(Help);
                return 0;
            }

            var isFlag = name is "--quiet" or "--steps" or "--objects" or "--each";
            if (!isFlag && (name is not ("--seeds" or "--from" or "--seed" or "--jobs") || i + 1 == arguments.Count || !int.TryParse(arguments[i + 1], out _)))
            {
                errors.WriteLine($"infra/simulate: {name} is no option, or its number is missing; --help tells what there is");
                return 2;
            }

            options[name] = isFlag ? "" : arguments[++i];
        }

        if (options.TryGetValue("--seed", out var seed))
            return Replay(Number(seed), options, output);
        if (options.TryGetValue("--seeds", out var count))
            return RunMany(Number(options.GetValueOrDefault("--from", "1")), Number(count), options.ContainsKey("--each"), output);
        errors.WriteLine("infra/simulate: --seeds N or --seed S; --help tells more");
        return 2;
    }

    private static int Replay(int seed, Dictionary<string, string> options, TextWriter output)
    {
        var result = SimulationRun.Of(seed, new SimulationOptions
        {
            Trace = options.ContainsKey("--quiet") ? null : output,
            EveryStep = options.ContainsKey("--steps"),
            Objects = options.ContainsKey("--objects"),
        });
        output.WriteLine(result);
        return result.FirstBroken is null ? 0 : 1;
    }

    private static int RunMany(int from, int count, bool tellsEach, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var failed = 0;
        var sum = new SimulationCounts();
        for (var seed = from; seed < from + count; seed++)
        {
            var before = System.Environment.CpuUsage.TotalTime;
            var result = SimulationRun.Of(seed);
            sum += result.Counts;
            if (result.FirstBroken is not null)
                failed++;
            var spent = System.Environment.CpuUsage.TotalTime - before;
            if (tellsEach)
                output.WriteLine($"{spent.TotalMilliseconds,6:F0} ms {result}");
            else if (result.FirstBroken is not null)
                output.WriteLine(result);

            var done = seed - from + 1;
            if (done % 50 == 0 || done == count)
            {
                var cpu = System.Environment.CpuUsage.UserTime.TotalSeconds;
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{done} of {count} seeds, {failed} failed, {done / watch.Elapsed.TotalSeconds:F2} seeds/s, {done / cpu:F2} per processor second"));
                output.WriteLine($"  a seed, on average: {sum.Per(done)}");
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
