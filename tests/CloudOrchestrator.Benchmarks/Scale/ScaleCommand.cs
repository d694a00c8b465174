using System.CommandLine;
using System.Globalization;

namespace CloudOrchestrator.Benchmarks.Scale;

/// <summary>The command line of the scale measurement.</summary>
internal static class ScaleCommand
{
    private static readonly int[] Sizes = [1000, 5000, 20_000, 50_000];

    public static Command Create()
    {
        var size = new Argument<string>("size") { Description = "nodes x pods, e.g. 5000x150000", DefaultValueFactory = _ => "5000x150000" };
        var steps = new Option<string>("--steps") { Description = "numbers of pods at which is measured, with commas", DefaultValueFactory = _ => "" };
        var seconds = new Option<double>("--seconds") { Description = "how long each cost is measured", DefaultValueFactory = _ => 1.5 };
        var more = new Option<int>("--more") { Description = "pods that are scheduled at each size but the largest", DefaultValueFactory = _ => 2000 };
        var moreAtLast = new Option<int>("--more-at-last") { Description = "pods that are scheduled at the largest size", DefaultValueFactory = _ => 10_000 };
        var noDeath = new Option<bool>("--no-death") { Description = "no node dies at the end (that takes most of a minute)" };
        var from = new Option<int>("--from") { Description = "pods that a run before, with --home and --keep-home, has left there" };
        var program = new Option<string?>("--program") { Description = "the control plane's executable" };
        var home = new Option<string?>("--home") { Description = "where the server keeps its data" };
        var keep = new Option<bool>("--keep-home") { Description = "do not remove that data" };
        var json = new Option<string?>("--json") { Description = "adds the figures to this file; table and plot then show all sizes in it" };
        var plot = new Option<string?>("--plot") { Description = "draws how the costs grow into this PNG file" };
        var redraw = new Option<bool>("--redraw") { Description = "measures nothing: table and plot of what is in --json" };
        var command = new Command("scale", "Fills a control plane with pretended nodes and pods and measures what things cost at each size.")
        {
            size, steps, seconds, more, moreAtLast, noDeath, from, program, home, keep, json, plot, redraw,
        };
        command.SetAction(arguments =>
        {
            var (nodes, pods) = Size(arguments.GetValue(size)!);
            var folder = arguments.GetValue(home) ?? Path.Combine(BuiltPrograms.Home, "scale");
            var file = arguments.GetValue(json) ?? Path.Combine(Directory.CreateDirectory(BuiltPrograms.Home).FullName, "scale.json");
            if (arguments.GetValue(json) is null)
                File.Delete(file);
            var chosen = arguments.GetValue(steps)!;
            if (!arguments.GetValue(redraw))
            {
                try
                {
                    Run(new ScaleOptions
                    {
                        Program = arguments.GetValue(program) ?? BuiltPrograms.ControlPlane,
                        Home = folder,
                        Nodes = nodes,
                        Steps = chosen.Length > 0 ? [.. chosen.Split(',').Select(Number).Order()] : [.. Sizes.Where(step => step < pods), pods],
                        From = arguments.GetValue(from),
                        Seconds = arguments.GetValue(seconds),
                        More = arguments.GetValue(more),
                        MoreAtLast = arguments.GetValue(moreAtLast),
                        Death = !arguments.GetValue(noDeath),
                    }, file);
                }
                finally
                {
                    if (!arguments.GetValue(keep))
                        Directory.Delete(folder, recursive: true);
                }
            }

            var all = ScaleReport.Load(file);
            ScaleReport.Print(all);
            if (arguments.GetValue(plot) is { } picture)
                ScaleReport.Draw(all, picture);
        });
        return command;
    }

    private static void Run(ScaleOptions options, string file)
    {
        foreach (var step in new ScaleBenchmark(options).Run())
            ScaleReport.Add(file, step);
    }

    private static (int Nodes, int Pods) Size(string text)
    {
        var parts = text.Split('x');
        return parts.Length == 2 ? (Number(parts[0]), Number(parts[1])) : throw new ArgumentException($"\"{text}\" is no size; one is written 5000x150000 (nodes x pods).");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
