using System.Text.Json;
using CloudOrchestrator.AzureKeys;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Cli.Api;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Objects;
using CloudOrchestrator.ServiceBus;
using CloudOrchestrator.ServiceBus.Work;
using CloudOrchestrator.Testing.Azure;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Cli.Tests.Cloud;

public sealed class CloudCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Kubeconfig_KeysInTable_AreWritten()
    {
        await using var tables = await StrictTableService.StartAsync();
        using var authority = Certificates.Authority();
        var keys = new Dictionary<string, string> { ["ca.crt"] = authority.ExportCertificatePem(), ["admin.token"] = "secret\n" };
        await new TableKeyStore(new TableRows(new TableServiceClient(tables.ConnectionString), "mine")).CreateIfAbsentAsync(JsonSerializer.Serialize(keys), default);
        var file = Path.Combine(_folder, "a", "kubeconfig");
        var authorityFile = Path.Combine(_folder, "ca.crt");
        Assert.Equal(0, await RunAsync("kubeconfig", "--storage", tables.ConnectionString, "--prefix", "mine", "--server", "https://app.example", "--output", file, "--ca-output", authorityFile));
        Assert.Equal("secret", Kubeconfig.Load(file).Token);
        Assert.Equal(authority.ExportCertificatePem(), await File.ReadAllTextAsync(authorityFile));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Kubeconfig_NoKeys_FailsAndWritesNothing()
    {
        await using var tables = await StrictTableService.StartAsync();
        var file = Path.Combine(_folder, "kubeconfig");
        Assert.Equal(1, await RunAsync("kubeconfig", "--storage", tables.ConnectionString, "--server", "http://127.0.0.1:1", "--wait", "0", "--output", file));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task QueueRedrive_PoisonedWork_IsSentAgain()
    {
        await using var emulator = await ServiceBusEmulator.StartAsync(0, new ServiceBusBrokerOptions(), new ServiceBusRestOptions(), TimeProvider.System, default);
        var client = new ServiceBusClient(emulator.ConnectionString);
        var options = new ServiceBusWorkQueueOptions();
        await ServiceBusWorkQueue.EnsureQueuesAsync(client.CreateAdministrationClient(), options, default);
        var item = new WorkItem("deployment", new ObjectKey("default", "web"));
        await new ServiceBusWorkQueue(client, options).Retry.RetryAsync([new FailedWork(item, 10, "it always fails")], default);
        Assert.Equal(0, await RunAsync("queue", "list", "--service-bus", emulator.ConnectionString));
        Assert.Equal(0, await RunAsync("queue", "redrive", "--service-bus", emulator.ConnectionString));
        var again = await client.CreateReceiver("work").ReceiveMessageAsync(TimeSpan.Zero, default);
        Assert.Equal([item], WorkMessage.Decode(again!.Body).Items);
    }

    [Theory]
    [InlineData("queue", "list")]
    [InlineData("queue", "list", "--service-bus", "nonsense")]
    [InlineData("kubeconfig", "--server", "https://app.example")]
    [InlineData("kubeconfig", "--server", "https://app.example", "--storage", "nonsense")]
    public async Task Commands_NoOrBadConnection_Fail(params string[] arguments) => Assert.Equal(1, await RunAsync(arguments));

    [Fact]
    public void QueueList_Render_SaysWhatAndWhy()
    {
        var message = new PoisonedMessage("work-poison", 7, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), [new WorkItem("deployment", new ObjectKey("default", "web"))], "", "no\nstack", 10);
        Assert.Equal("work-poison #7  2026-01-02 03:04:05Z  10 attempts\n  deployment default/web\n  no\n", CloudOrchestrator.Cli.Cloud.QueueCommands.Render([message]));
    }

    private static Task<int> RunAsync(params string[] arguments) =>
        CommandLine.Build(TimeProvider.System).Parse(arguments).InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
