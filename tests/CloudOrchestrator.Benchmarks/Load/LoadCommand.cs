using System.CommandLine;
using System.Globalization;
using CloudOrchestrator.Testing;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>The command line of the load program.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var defaults = new LoadSettings();
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "the API server to measure; without, a control plane is started for it" };
        var against = new Option<string?>("--against") { Description = "kubeconfig of a second server, measured in turns with the first" };
        var processes = new Option<string>("--pid") { Description = "the server's process ids, with commas; without, whoever listens on its port here", DefaultValueFactory = _ => "" };
        var againstProcesses = new Option<string>("--against-pid") { Description = "the second server's process ids", DefaultValueFactory = _ => "" };
        var rows = new Option<string>("--rows") { Description = "which rows, with commas: " + string.Join(", ", LoadBenchmark.RowNames), DefaultValueFactory = _ => "" };
        var seconds = new Option<double>("--seconds") { Description = "how long each row is measured on each server", DefaultValueFactory = _ => defaults.Duration.TotalSeconds };
        var clients = new Option<int>("--clients") { Description = "connections of the rows that have several", DefaultValueFactory = _ => defaults.Clients };
        var nodes = new Option<int>("--nodes") { Description = "nodes of the Deployment's row", DefaultValueFactory = _ => defaults.Nodes };
        var pods = new Option<int>("--pods") { Description = "pods of the Deployment's row and of the list", DefaultValueFactory = _ => defaults.Pods };
        var pretend = new Option<bool>("--pretend-nodes") { Description = "make pretended nodes also on a server that was given, for the Deployment's row" };
        var program = new Option<string?>("--program") { Description = "the control plane's executable" };
        var home = new Option<string?>("--home") { Description = "where started servers keep their data" };
        var keep = new Option<bool>("--keep-home") { Description = "do not remove that data" };
        var json = new Option<string?>("--json") { Description = "also writes all figures to this file" };
        var command = new Command("load", "Measures the API of a control plane over HTTPS, as its clients see it.")
        {
            kubeconfig, against, processes, againstProcesses, rows, seconds, clients, nodes, pods, pretend, program, home, keep, json,
        };
        command.SetAction(arguments =>
        {
            var chosen = Split(arguments.GetValue(rows)!);
            if (chosen.Except(LoadBenchmark.RowNames).ToArray() is { Length: > 0 } unknown)
                throw new ArgumentException($"There is no row {string.Join(", ", unknown)}; there are {string.Join(", ", LoadBenchmark.RowNames)}.");
            var report = new LoadBenchmark(new LoadBenchmarkOptions
            {
                Kubeconfig = arguments.GetValue(kubeconfig),
                Processes = Numbers(arguments.GetValue(processes)!),
                Against = arguments.GetValue(against),
                AgainstProcesses = Numbers(arguments.GetValue(againstProcesses)!),
                Rows = chosen,
                Program = arguments.GetValue(program) ?? BuiltPrograms.ControlPlane,
                Home = arguments.GetValue(home) ?? BuiltPrograms.Home,
                KeepsHome = arguments.GetValue(keep),
                Settings = new LoadSettings
                {
                    Clients = arguments.GetValue(clients),
                    Duration = TimeSpan.FromSeconds(arguments.GetValue(seconds)),
                    Nodes = arguments.GetValue(nodes),
                    Pods = arguments.GetValue(pods),
                    PretendsNodes = arguments.GetValue(pretend),
                },
            }).Run();
            report.Print();
            if (arguments.GetValue(json) is { } file)
                report.Save(file);
            return report.Results.Any(result => result.Missing is not null && result.Server == "ours") ? 1 : 0;
        });
        return command;
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int[] Numbers(string list) => [.. Split(list).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
}
