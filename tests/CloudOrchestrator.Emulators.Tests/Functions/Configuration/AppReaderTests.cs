using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Tests.Running;

namespace CloudOrchestrator.Emulators.Tests.Functions.Configuration;

public sealed class AppReaderTests : IDisposable
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.OrdinalIgnoreCase) { ["WorkQueue"] = "work", ["ServiceBus"] = "Endpoint=sb://x" };

    private readonly AppFolder _folder = AppFolder.With(("Api", AppFolder.HttpFunction), ("Work", AppFolder.BatchFunction), ("Tick", AppFolder.TimerFunction));
    private readonly ConfigurationFaults _faults = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GoodApp_HasEverything()
    {
        var app = Read();
        Assert.Empty(_faults.All);
        Assert.Equal(["Api", "Tick", "Work"], app!.Functions.Select(function => function.Name));
        Assert.Equal(new ServiceBusTrigger("messages", "work", "ServiceBus", true, false, true), app.Functions[2].Trigger);
        Assert.Equal("{*path}", ((HttpTrigger)app.Functions[0].Trigger).Route);
        Assert.Equal((true, "", TimeSpan.FromMinutes(30)), (app.Host.Proxies, app.Host.RoutePrefix, app.Host.FunctionTimeout));
    }

    [Fact]
    public void Read_HostSettings_AreTaken()
    {
        Host(""""
            {
              // comments are allowed
              "version": "2.0",
              "customHandler": { "description": { "defaultExecutablePath": "HANDLER" }, "enableProxyingHttpRequest": true, "initializationTimeout": "00:00:10" },
              "functionTimeout": "-1",
              "functions": ["Work"],
              "extensions": { "serviceBus": { "maxMessageBatchSize": 50, "minMessageBatchSize": 5, "maxBatchWaitTime": "00:00:02", "maxConcurrentCalls": 3, "autoCompleteMessages": false } },
              "extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.0.0, 5.0.0)" },
            }
            """");
        var app = Read()!;
        Assert.Equal((Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(10), "api"), (app.Host.FunctionTimeout, app.Host.InitializationTimeout, app.Host.RoutePrefix));
        Assert.Equal((50, 5, 3), (app.Host.ServiceBus.MaxMessageBatchSize, app.Host.ServiceBus.MinMessageBatchSize, app.Host.ServiceBus.MaxConcurrentCalls));
        Assert.Equal("Work", Assert.Single(app.Functions).Name);
        Assert.False(((ServiceBusTrigger)app.Functions[0].Trigger).AutoComplete);
    }

    [Theory]
    [InlineData("not json", "error: host.json: cannot be read")]
    [InlineData("[]", "error: host.json: is not a JSON object")]
    [InlineData("""{ "version": "1.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" } } }""", "error: host.json: version: must be \"2.0\"")]
    [InlineData("""{ "version": "2.0" }""", "error: host.json: customHandler: is missing")]
    [InlineData("""{ "version": "2.0", "customHandler": {} }""", "error: host.json: customHandler.description.defaultExecutablePath: is required")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "missing" } } }""", "'missing' was not found: no such file in")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "there", "arguments": ["x"] } } }""", "with arguments it is a command, and no such command is on PATH")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "there" } } }""", "'there' may not be executed: the file has no executable bit")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER", "arguments": ["%NOPE%"] } } }""", "customHandler.description.arguments: '%NOPE%' does not resolve")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" } }, "functionTimeout": "soon" }""", "error: host.json: functionTimeout: must be a time")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" }, "port": 0 } }""", "error: host.json: customHandler.port: must be a whole number from 1 to 65535, not '0'")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" } } }""", "error: Api/function.json: bindings[0]: host.json does not set customHandler.enableProxyingHttpRequest")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" } } }""", "error: Work/function.json: bindings[0].type: host.json has no extensionBundle")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" }, "http": { "routes": [ { "route": "x", "authorizationLevel": "anonymous" } ] } } }""", "error: host.json: customHandler.http: and function.json files exclude each other")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" }, "enableProxying": true } }""", "note: host.json: customHandler.enableProxying: is not a property the host knows")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "HANDLER" } }, "logging": {} }""", "note: host.json: logging: has no effect here")]
    public void Read_HostFault_NamesFileAndProperty(string host, string expected)
    {
        _folder.Write("there", "not a program");
        Host(host);
        Read();
        Assert.Contains(_faults.All, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "bindings": [] }""", "error: F/function.json: bindings: holds no trigger")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "name": "a" }, { "type": "timerTrigger", "name": "b" } ] }""", "error: F/function.json: bindings: holds 2 triggers")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "name": "req", "authLevel": "anonymous", "route": "/admin/x" }, { "type": "http", "name": "res" } ] }""", "bindings[0].route: '/admin/x' begins with 'admin'")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "name": "req", "route": "runtime" }, { "type": "http", "name": "res" } ] }""", "bindings[0].authLevel: 'function' needs function keys")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "name": "req", "authLevel": "anonymous", "methods": ["fetch"] }, { "type": "http", "name": "res" } ] }""", "bindings[0].methods: 'FETCH' is not a method")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "name": "req", "authLevel": "anonymous" } ] }""", "bindings[0]: only a function with exactly this trigger and one 'http' output is proxied")]
    [InlineData("""{ "bindings": [ { "type": "serviceBusTrigger", "name": "m", "connection": "ServiceBus" } ] }""", "bindings[0].queueName: is required")]
    [InlineData("""{ "bindings": [ { "type": "serviceBusTrigger", "name": "m", "queueName": "q", "connection": "Other" } ] }""", "bindings[0].connection: there is no app setting 'Other'")]
    [InlineData("""{ "bindings": [ { "type": "serviceBusTrigger", "name": "m", "queueName": "%Q%", "connection": "ServiceBus" } ] }""", "bindings[0].queueName: '%Q%' does not resolve")]
    [InlineData("""{ "bindings": [ { "type": "serviceBusTrigger", "name": "m", "queueName": "q", "connection": "ServiceBus", "cardinality": "few" } ] }""", "bindings[0].cardinality: must be one or many")]
    [InlineData("""{ "bindings": [ { "type": "serviceBusTrigger", "name": "m", "topicName": "t", "connection": "ServiceBus" } ] }""", "bindings[0].topicName: topics are not emulated")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "name": "t", "schedule": "00:05:00" } ] }""", "bindings[0].schedule: '00:05:00' is a time span")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "name": "t", "schedule": "* *" } ] }""", "bindings[0].schedule: '* *' is not an NCRONTAB expression: it has 2 fields")]
    [InlineData("""{ "bindings": [ { "type": "queueTrigger", "name": "t" } ] }""", "bindings[0].type: 'queueTrigger' is not emulated")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "name": "my-timer", "schedule": "* * * * * *" } ] }""", "bindings[0].name: 'my-timer' is not a binding name")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "name": "t", "direction": "in", "schedule": "* * * * * *", "shedule": 1 } ] }""", "note: F/function.json: bindings[0].shedule: is not a property the host knows")]
    public void Read_FunctionFault_NamesFileAndProperty(string function, string expected)
    {
        _folder.Write("F/function.json", function);
        Read();
        Assert.Contains(_faults.All, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_DisabledFunction_IsLeftOut()
    {
        _folder.Write("Tick/function.json", AppFolder.TimerFunction.Replace("{ \"bindings\"", "{ \"disabled\": true, \"bindings\"", StringComparison.Ordinal));
        var app = AppReader.Read(_folder.Root, new Dictionary<string, string>(Settings) { ["AzureWebJobs.Work.Disabled"] = "true" }, _faults);
        Assert.Equal("Api", Assert.Single(app!.Functions).Name);
    }

    [Fact]
    public void Read_FunctionNamedHost_IsRefused()
    {
        _folder.Write("host/function.json", AppFolder.TimerFunction);
        Assert.Null(Read());
        Assert.Contains(_faults.All, fault => fault.ToString().StartsWith("error: host/function.json: 'host' is not a function name", StringComparison.Ordinal));
    }

    private FunctionApp? Read() => AppReader.Read(_folder.Root, Settings, _faults);

    private void Host(string json) => _folder.Write("host.json", json.Replace("HANDLER", AppFolder.HandlerPath, StringComparison.Ordinal));
}
