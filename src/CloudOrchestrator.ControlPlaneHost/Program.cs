using CloudOrchestrator.ControlPlaneHost;

var called = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(FunctionsHost.PortVariable));
return await (CommandLine.Parse(args, called) switch
{
    { ShowHelp: true } => Print(Console.Out, CommandLine.Help, 0),
    { Faults: { Count: > 0 } faults } => Print(Console.Error, string.Join('\n', faults) + "\nTry --help.", 2),
    { Role: HostRole.Functions } => FunctionsHost.RunAsync(Environment.GetEnvironmentVariable, TimeProvider.System, Console.Out, Console.Error),
    { Role: HostRole.Gateway } parsed =>
        GatewayHost.RunAsync(GatewayOptions.From(parsed.Options), Environment.GetEnvironmentVariable, TimeProvider.System, Console.Out, Console.Error),
    var parsed => StandaloneHost.RunAsync(parsed.Options, TimeProvider.System, Console.Out, Console.Error),
});

static Task<int> Print(TextWriter writer, string text, int code)
{
    writer.WriteLine(text);
    return Task.FromResult(code);
}
