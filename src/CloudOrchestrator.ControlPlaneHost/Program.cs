using CloudOrchestrator.ControlPlaneHost;

return await (CommandLine.Parse(args) switch
{
    { ShowHelp: true } => Print(Console.Out, CommandLine.Help, 0),
    { Faults: { Count: > 0 } faults } => Print(Console.Error, string.Join('\n', faults) + "\nTry --help.", 2),
    var parsed => StandaloneHost.RunAsync(parsed.Options, TimeProvider.System, Console.Out, Console.Error),
});

static Task<int> Print(TextWriter writer, string text, int code)
{
    writer.WriteLine(text);
    return Task.FromResult(code);
}
