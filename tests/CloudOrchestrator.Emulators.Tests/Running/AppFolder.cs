namespace CloudOrchestrator.Emulators.Tests.Running;

/// <summary>A function app in a folder of its own, whose handler is the test handler. Files can be replaced before it is used.</summary>
internal sealed class AppFolder : IDisposable
{
    public const string Bundle = """
        "extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.0.0, 5.0.0)" }
        """;

    public const string HttpFunction = """
        { "bindings": [ { "type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "anonymous", "route": "{*path}" }, { "type": "http", "direction": "out", "name": "res" } ] }
        """;

    public const string BatchFunction = """
        { "bindings": [ { "type": "serviceBusTrigger", "direction": "in", "name": "messages", "queueName": "%WorkQueue%", "connection": "ServiceBus", "cardinality": "many" } ] }
        """;

    public const string SingleFunction = """
        { "bindings": [ { "type": "serviceBusTrigger", "direction": "in", "name": "message", "queueName": "single", "connection": "ServiceBus" } ] }
        """;

    public const string TimerFunction = """
        { "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "* * * * * *" } ] }
        """;

    public static string HandlerPath { get; } = Path.Combine(AppContext.BaseDirectory, "CloudOrchestrator.Emulators.TestHandler");

    public string Root { get; } = Directory.CreateTempSubdirectory("functionapp").FullName;

    public static AppFolder With(params (string Name, string Definition)[] functions)
    {
        var folder = new AppFolder();
        folder.Write("host.json", Host());
        foreach (var (name, definition) in functions)
            folder.Write($"{name}/function.json", definition);
        return folder;
    }

    public static string Host(string handler = "", string more = "") => $$"""
        {
          "version": "2.0",
          "customHandler": { "description": { "defaultExecutablePath": "{{HandlerPath}}" }, "enableProxyingHttpRequest": true{{handler}} },
          "extensions": { "http": { "routePrefix": "" } },
          {{Bundle}}{{more}}
        }
        """;

    public AppFolder Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
