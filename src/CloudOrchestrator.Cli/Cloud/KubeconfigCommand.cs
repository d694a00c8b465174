using System.CommandLine;
using System.Text.Json;
using Azure;
using Azure.Identity;
using CloudOrchestrator.AzureKeys;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Cli.Cloud;

/// <summary><c>kubeconfig</c>.</summary>
internal static class KubeconfigCommand
{
    private static readonly TimeSpan WakeInterval = TimeSpan.FromSeconds(1);

    public static Command Build(TimeProvider time)
    {
        var storage = new Option<string?>("--storage") { Description = "Connection string of the cluster's storage account" };
        var storageUri = new Option<string?>("--storage-uri") { Description = "Its Table endpoint instead, opened with your own sign-in (az login)", HelpName = "url" };
        var prefix = new Option<string>("--prefix") { Description = "Setting TablePrefix of the cluster", DefaultValueFactory = _ => "cloudorchestrator" };
        var vault = new Option<string?>("--key-vault") { Description = "Vault with the cluster's keys (setting KeyVaultUri)", HelpName = "url" };
        var server = new Option<string>("--server") { Description = "URL of the Functions app", Required = true, HelpName = "url" };
        var serverAuthority = new Option<FileInfo?>("--server-ca") { Description = "CA of the app's certificate, where machines do not trust it anyway", HelpName = "file" };
        var gateway = new Option<string?>("--gateway") { Description = "URL of the gateway, for a second context", HelpName = "url" };
        var name = new Option<string>("--cluster-name") { Description = "Name of the cluster in the file", DefaultValueFactory = _ => "cloudorchestrator" };
        var output = new Option<FileInfo?>("--output") { Description = "File to write; without it the text goes to standard output", HelpName = "file" };
        var authorityOutput = new Option<FileInfo?>("--ca-output") { Description = "File to write the cluster's CA to", HelpName = "file" };
        var wait = new Option<double>("--wait") { Description = "Seconds to wait for a new cluster to make its keys", DefaultValueFactory = _ => 60, HelpName = "seconds" };
        var command = new Command("kubeconfig", "Writes the administrator's kubeconfig of a cluster that runs as Azure Functions, from the keys in its storage or vault.")
        {
            storage, storageUri, prefix, vault, server, serverAuthority, gateway, name, output, authorityOutput, wait,
        };
        return command.Do(async (parsed, cancellationToken) =>
        {
            var keys = Store(parsed.GetValue(storage), Url(storageUri, parsed), Url(vault, parsed), parsed.GetValue(prefix)!);
            var url = Url(server!, parsed)!;
            var parts = Parse(await ReadAsync(keys, url, TimeSpan.FromSeconds(parsed.GetValue(wait)), time, cancellationToken));
            var authority = parsed.GetValue(serverAuthority) is { } file ? await File.ReadAllTextAsync(file.FullName, cancellationToken) : null;
            var text = new KubeconfigText(parsed.GetValue(name)!, parts["admin.token"].Trim(), url, authority, Url(gateway, parsed), parts["ca.crt"]).Render();
            if (parsed.GetValue(authorityOutput) is { } authorityFile)
                Write(authorityFile, parts["ca.crt"], secret: false);
            if (parsed.GetValue(output) is { } outputFile)
                Write(outputFile, text, secret: true);
            else
                Console.Write(text);
        });
    }

    private static Uri? Url(Option<string?> option, ParseResult parsed)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new CliException($"{option.Name} {text} is no absolute http or https URL");
    }

    private static IClusterKeyStore Store(string? storage, Uri? storageUri, Uri? vault, string prefix)
    {
        if (storage is null == storageUri is null)
            throw new CliException("name the cluster's storage with --storage or with --storage-uri");
        try
        {
            var tables = storage is not null ? new TableServiceClient(storage) : new TableServiceClient(storageUri!, new DefaultAzureCredential());
            var rows = new TableRows(tables, prefix);
            return vault is null ? new TableKeyStore(rows) : new KeyVaultKeyStore(vault, new DefaultAzureCredential(), rows, prefix);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new CliException(failure.Message);
        }
    }

    // A cluster makes its keys when somebody first calls it.
    private static async Task<string> ReadAsync(IClusterKeyStore keys, Uri server, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }) { Timeout = TimeSpan.FromSeconds(10) };
        var started = time.GetTimestamp();
        while (true)
        {
            if (await ReadAsync(keys, cancellationToken) is { } text)
                return text;
            if (time.GetElapsedTime(started) >= wait)
                throw new CliException($"the cluster has no keys yet: is {server} its Functions app, and does it answer?");
            await WakeAsync(http, server, cancellationToken);
            await Task.Delay(WakeInterval, time, cancellationToken);
        }
    }

    private static async Task<string?> ReadAsync(IClusterKeyStore keys, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.ReadAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is RequestFailedException or StorageUnavailableException or AuthenticationFailedException or InvalidOperationException)
        {
            throw new CliException(failure.Message.Split('\n')[0].Trim());
        }
    }

    private static async Task WakeAsync(HttpClient http, Uri server, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(server, "/version"), cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It may be starting; whether it ever answers shows in its keys.
        }
    }

    private static Dictionary<string, string> Parse(string text)
    {
        var parts = JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
        return parts.ContainsKey("admin.token") && parts.ContainsKey("ca.crt") ? parts : throw new CliException("the cluster's keys are not complete");
    }

    private static void Write(FileInfo file, string text, bool secret)
    {
        Directory.CreateDirectory(file.DirectoryName!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (secret ? 0 : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var writer = new StreamWriter(file.FullName, options);
        writer.Write(text);
    }
}
