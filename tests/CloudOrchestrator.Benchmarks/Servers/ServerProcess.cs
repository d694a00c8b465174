using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Servers;

/// <summary>A standalone control plane that we start, with data of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StreamWriter _log;

    private ServerProcess(Process process, string home, int port)
    {
        _process = process;
        _log = new StreamWriter(Path.Combine(home, "server.log"), append: true);
        // It must not outlive us, however we end.
        AppDomain.CurrentDomain.ProcessExit += Kill;
        process.OutputDataReceived += Write;
        process.ErrorDataReceived += Write;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        KubeconfigFile = Path.Combine(home, "admin.kubeconfig");
        Port = port;
    }

    /// <summary>Where the administrator's kubeconfig is.</summary>
    public string KubeconfigFile { get; }

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process to its first answer that it is ready.</summary>
    public TimeSpan Ready { get; private set; }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static ServerProcess Start(string program, string home)
    {
        Directory.CreateDirectory(home);
        var port = FreePort();
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["standalone", "--data", home, "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var server = new ServerProcess(process, home, port);
        try
        {
            server.WaitUntilReady(began);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a crash would, at once.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        _process.WaitForExit();
        _process.Dispose();
        _log.Dispose();
    }

    private void Kill(object? sender, EventArgs ending)
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private void WaitUntilReady(long began)
    {
        using var pause = new ManualResetEventSlim();
        var endpoint = new IPEndPoint(IPAddress.Loopback, Port);
        while (!Accepts(endpoint))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The control plane ended with code {_process.ExitCode}; what it said is in {((FileStream)_log.BaseStream).Name}.");
            if (Stopwatch.GetElapsedTime(began) > ReadyLimit)
                throw new TimeoutException($"The control plane does not listen after {ReadyLimit.TotalSeconds:0} s.");
            pause.Wait(TimeSpan.FromMilliseconds(1));
        }

        var kubeconfig = Kubeconfig.Load(KubeconfigFile);
        using var connection = LoadConnection.Open(kubeconfig);
        var request = new RequestTemplate(kubeconfig, "GET", "/readyz");
        while (connection.Exchange(request.Bytes) != 200)
        {
            if (Stopwatch.GetElapsedTime(began) > ReadyLimit)
                throw new TimeoutException($"The control plane is not ready after {ReadyLimit.TotalSeconds:0} s.");
            pause.Wait(TimeSpan.FromMilliseconds(1));
        }

        Ready = Stopwatch.GetElapsedTime(began);
    }

    private static bool Accepts(IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(endpoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Write(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_log)
        {
            _log.WriteLine(line.Data);
            _log.Flush();
        }
    }
}
