using System.Diagnostics;
using System.Runtime.InteropServices;
using CloudOrchestrator.Emulators.Functions.Configuration;

namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>One run of a handler.</summary>
internal sealed class HandlerProcess : IDisposable
{
    private const int TerminateSignal = 15;

    private readonly Process _process;

    private HandlerProcess(Process process) => _process = process;

    /// <summary>The process id.</summary>
    public int Id { get; private init; }

    /// <summary>Ends with the exit code when the process has ended.</summary>
    public required Task<int> Exited { get; init; }

    /// <summary>Starts a process that sees exactly this environment; each line it prints goes to <paramref name="print"/>, true for standard error.</summary>
    public static HandlerProcess Start(HandlerDescription handler, IReadOnlyDictionary<string, string> environment, Action<string, bool> print)
    {
        var start = new ProcessStartInfo(handler.Executable, handler.Arguments)
        {
            WorkingDirectory = handler.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Print(line.Data, false);
        process.ErrorDataReceived += (_, line) => Print(line.Data, true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HandlerProcess(process) { Id = process.Id, Exited = WaitAsync(process) };

        void Print(string? line, bool isError)
        {
            if (line is not null)
                print(line, isError);
        }
    }

    /// <summary>Ends it at once, with everything it started.</summary>
    public void Kill()
    {
        if (!Exited.IsCompleted)
            _process.Kill(entireProcessTree: true);
    }

    /// <summary>Asks it to end (SIGTERM).</summary>
    public void Terminate()
    {
        // A process that is gone by now is what was wanted.
        if (!Exited.IsCompleted)
            _ = Signal(Id, TerminateSignal);
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static async Task<int> WaitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Signal(int process, int signal);
}
