using System.CommandLine;
using CloudOrchestrator.Benchmarks;
using CloudOrchestrator.Benchmarks.Http;
using CloudOrchestrator.Benchmarks.Load;
using CloudOrchestrator.Benchmarks.Micro;
using CloudOrchestrator.Benchmarks.Scale;
using Spectre.Console;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 220;

if (args is [TablesWriter.Command, .. var writer])
    return await TablesWriter.Of(writer).RunAsync();

var kubeconfig = new Option<string>("--kubeconfig") { Description = "kubeconfig of the API server to measure", Required = true };
var pods = new Option<int>("--pods") { Description = "pods to start at once", DefaultValueFactory = _ => 30 };
var image = new Option<string>("--image") { Description = "image every node already has", DefaultValueFactory = _ => "cloudorchestrator/echo:1.0" };
var podStart = new Command("pod-start", "Creates pods at once and measures, per pod, the time from the create request to the watch event that shows it Ready.") { kubeconfig, pods, image };
podStart.SetAction((arguments, cancellationToken) => new PodStartBenchmark(
    Kubeconfig.Load(arguments.GetRequiredValue(kubeconfig)), arguments.GetValue(pods), arguments.GetRequiredValue(image)).RunAsync(cancellationToken));

var connection = new Option<string?>("--connection") { Description = "storage connection string; an Azurite of its own without it" };
var writers = new Option<int[]>("--writers") { Description = "numbers of writer processes", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 2, 4] };
var perWriter = new Option<int>("--clients") { Description = "writes at once in each process", DefaultValueFactory = _ => 8 };
var seconds = new Option<int>("--seconds") { Description = "how long each row writes", DefaultValueFactory = _ => 10 };
var tables = new Command("tables", "Writes objects from several processes through one log in Table Storage.") { connection, writers, perWriter, seconds };
tables.SetAction((arguments, cancellationToken) => new TablesBenchmark(
    arguments.GetValue(connection),
    arguments.GetRequiredValue(writers),
    arguments.GetValue(perWriter),
    TimeSpan.FromSeconds(arguments.GetValue(seconds))).RunAsync(cancellationToken));

var handler = new Option<string?>("--handler") { Description = "the handler's executable; what infra/up has built without it" };
var objects = new Option<int[]>("--objects") { Description = "numbers of objects the cluster holds", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0, 1_000, 100_000] };
var starts = new Option<int>("--starts") { Description = "starts per row", DefaultValueFactory = _ => 7 };
var coldStart = new Command("cold-start", "Starts the Functions app's handler and measures the time to its first answer.") { handler, objects, starts };
coldStart.SetAction((arguments, cancellationToken) => new ColdStartBenchmark(
    arguments.GetValue(handler), arguments.GetRequiredValue(objects), arguments.GetValue(starts)).RunAsync(cancellationToken));

var filter = new Argument<string>("filter") { Description = "part of a benchmark's name; all without it", DefaultValueFactory = _ => "" };
var micro = new Command("micro", "Micro-benchmarks of the hot paths: time and allocated bytes per operation, without network and disk.") { filter };
micro.SetAction(arguments => MicroBenchmarks.Run(arguments.GetValue(filter)!));

return await new RootCommand("Measures any Kubernetes API server over HTTPS, as its clients see it, and the control plane in Azure.") { LoadCommand.Create(), ScaleCommand.Create(), micro, podStart, tables, coldStart }.Parse(args).InvokeAsync();
