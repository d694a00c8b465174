using System.Diagnostics;
using System.Net.Sockets;

namespace CloudOrchestrator.Testing.Docker;

/// <summary>A dockerd of the test's own: its own data, socket and process, without networks and without touching the machine's packet filter.</summary>
public sealed class PrivateDockerEngine : IAsyncDisposable
{
    private const string Daemon = "/usr/sbin/dockerd";
    private const string Busybox = "/bin/busybox";

    private readonly string _directory;
    private readonly Process _process;

    private PrivateDockerEngine(string directory, Process process)
    {
        _directory = directory;
        _process = process;
    }

    /// <summary>The engine's address.</summary>
    public Uri Endpoint => new($"unix://{_directory}/docker.sock");

    /// <summary>A directory that lives as long as the engine.</summary>
    public string Directory => _directory;

    /// <summary>The reason why no engine can be started here; null when one can.</summary>
    public static string? WhyUnavailable()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "needs root on Linux";
        if (!File.Exists(Daemon))
            return $"needs {Daemon} (apt-get install docker.io)";
        return File.Exists(Busybox) ? null : $"needs {Busybox} (apt-get install busybox-static)";
    }

    /// <summary>Starts an engine and waits until it answers.</summary>
    public static async Task<PrivateDockerEngine> StartAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("co-docker-").FullName;
        var start = new ProcessStartInfo(Daemon)
        {
            ArgumentList =
            {
                "--data-root", $"{directory}/data", "--exec-root", $"{directory}/exec", "--host", $"unix://{directory}/docker.sock",
                "--pidfile", $"{directory}/docker.pid", "--iptables=false", "--bridge=none", "--log-level=error",
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dockerd did not start");
        var output = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data);
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var engine = new PrivateDockerEngine(directory, process);
        await engine.AnswersAsync(output);
        return engine;
    }

    /// <summary>A root filesystem with busybox under all its names, as a tar archive to import.</summary>
    public static async Task<MemoryStream> BusyboxAsync()
    {
        var root = System.IO.Directory.CreateTempSubdirectory("co-busybox-").FullName;
        try
        {
            foreach (var name in (string[])["bin", "etc", "proc", "sys", "dev", "tmp"])
                System.IO.Directory.CreateDirectory(Path.Combine(root, name));
            File.Copy(Busybox, Path.Combine(root, "bin/busybox"));
            using var list = Process.Start(new ProcessStartInfo(Busybox, "--list") { RedirectStandardOutput = true })!;
            foreach (var applet in (await list.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (applet != "busybox")
                    File.CreateSymbolicLink(Path.Combine(root, "bin", applet), "/bin/busybox");
            }
            await File.WriteAllTextAsync(Path.Combine(root, "etc/passwd"), "root:x:0:0:root:/:/bin/sh\n");
            await File.WriteAllTextAsync(Path.Combine(root, "etc/group"), "root:x:0:\n");
            var archive = new MemoryStream();
            await System.Formats.Tar.TarFile.CreateFromDirectoryAsync(root, archive, includeBaseDirectory: false);
            archive.Position = 0;
            return archive;
        }
        finally
        {
            System.IO.Directory.Delete(root, recursive: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await terminate.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private async Task AnswersAsync(IEnumerable<string?> output)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await ticks.WaitForNextTickAsync(limit.Token))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"dockerd ended: {string.Join('\n', output)}");
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint($"{_directory}/docker.sock"));
                return;
            }
            catch (SocketException)
            {
                // Not listening yet.
            }
        }
    }
}
