using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CloudOrchestrator.Testing.Azure;

/// <summary>An Azurite of its own: the Table service only, in memory, on a free port. It ends with this object.</summary>
public sealed class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Azurite(Process process, int port)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Uri = new Uri($"http://127.0.0.1:{port}/{Account}");
    }

    /// <summary>Why Azurite cannot run here; null when it can.</summary>
    public static string? Missing { get; } = WhatIsMissing();

    /// <summary>Endpoint of the Table service.</summary>
    public Uri Uri { get; }

    /// <summary>What a client needs.</summary>
    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={Uri.AbsoluteUri}";

    private static string Program => Path.Combine(RepositoryRoot.Path, "infra", "azurite", "node_modules", "azurite", "dist", "src", "table", "main.js");

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<Azurite> StartAsync()
    {
        if (Missing is { } reason)
            throw new InvalidOperationException(reason);
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var azurite = new Azurite(Start(port), port);
            try
            {
                await azurite.AnswersAsync();
                return azurite;
            }
            catch (Exception) when (attempt < 3)
            {
                // Somebody else may have taken the port in between.
                await azurite.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(int port)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] arguments =
        [
            Program, "--tableHost", "127.0.0.1", "--tablePort", $"{port}", "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task AnswersAsync()
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"Azurite ended with {_process.ExitCode}: {await _errors}");
            try
            {
                using var answer = await client.GetAsync(Uri, limit.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? WhatIsMissing()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!paths.Any(path => File.Exists(Path.Combine(path, "node"))))
            return "needs node, which is not installed";
        if (!paths.Any(path => File.Exists(Path.Combine(path, "npm"))) && !File.Exists(Program))
            return "needs Azurite, which infra/azurite/install installs with npm";
        using var install = Process.Start(new ProcessStartInfo("bash", [Path.Combine(RepositoryRoot.Path, "infra", "azurite", "install")]) { RedirectStandardError = true });
        var errors = install!.StandardError.ReadToEnd();
        install.WaitForExit();
        return install.ExitCode == 0 ? null : $"needs Azurite; infra/azurite/install failed: {errors.Trim()}";
    }
}
