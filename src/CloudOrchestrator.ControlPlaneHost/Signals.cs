using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>Runs a process' work until it is told to end.</summary>
internal static class Signals
{
    /// <summary>Runs until SIGTERM or SIGINT; the exit code.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task> run, TextWriter errors)
    {
        using var stopping = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            await run(stopping.Token);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
        {
            await errors.WriteLineAsync($"cannot start: {exception.Message}");
            return 1;
        }
    }
}
