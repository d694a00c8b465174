using System.Runtime.InteropServices;
using CloudOrchestrator.Emulators;
using CloudOrchestrator.Emulators.CommandLine;

const int WrongUse = 2;

if (args is [] or ["--help"] or ["-h"] or ["help"] or [_, "--help"])
{
    Console.WriteLine(Help.Text);
    return args is [] ? WrongUse : 0;
}

var command = args[0];
var arguments = new StartArguments();
var options = arguments.Read(args[1..]);
var faults = new List<string>(arguments.Faults);
var settings = SettingFiles.Read(options.SettingFiles, faults);
foreach (var (name, value) in options.Settings)
    settings[name] = value;
if (command is not ("start" or "check"))
    faults.Add($"{command}: there is no such command, only start and check");
if (command == "check" && options.App is null)
    faults.Add("check: --app is required");
foreach (var fault in faults)
    Console.Error.WriteLine(fault);
if (faults.Count > 0)
    return WrongUse;

var log = new EmulatorLog(Console.Out, TimeProvider.System);
if (command == "check")
{
    settings.TryAdd("ServiceBus", "checked");
    var app = Emulator.ReadApp(options.App!, settings, log);
    Console.WriteLine(app is null ? "the app would not start" : $"the app would start: {string.Join(", ", app.Functions.Select(function => function.Name))}");
    return app is null ? 1 : 0;
}

var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
try
{
    await using var emulator = await Emulator.StartAsync(options, settings, log, TimeProvider.System, CancellationToken.None);
    if (emulator is null)
        return 1;
    Console.WriteLine($"ready {(emulator.Url is { } url ? $"app {url} " : "")}servicebus {emulator.ServiceBusUrl} status {new Uri(emulator.ServiceBusUrl, "/$emulator/status")}");
    await end.Task;
    log.Write("host", "stopping");
}
catch (IOException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

return 0;

void End(PosixSignalContext context)
{
    context.Cancel = true;
    end.TrySetResult();
}
