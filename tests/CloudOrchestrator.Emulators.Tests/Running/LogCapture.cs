using System.Text;

namespace CloudOrchestrator.Emulators.Tests.Running;

/// <summary>What the emulator and its handlers say, so that a test can wait for it.</summary>
internal sealed class LogCapture : TextWriter
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiters = [];

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            _lines.Add(value!);
            foreach (var (_, found) in _waiters.Where(waiter => waiter.Wanted(value!)))
                found.TrySetResult(value!);
            _waiters.RemoveAll(waiter => waiter.Found.Task.IsCompleted);
        }
    }

    /// <summary>The first line, past or to come, that holds the text; of those after the first <paramref name="after"/> lines.</summary>
    public async Task<string> WaitForAsync(string text, int after = 0)
    {
        Task<string> task;
        lock (_gate)
        {
            if (_lines.Skip(after).FirstOrDefault(Holds) is { } there)
                return there;
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((Holds, found));
            task = found.Task;
        }

        try
        {
            return await task.WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"nobody said '{text}':\n{string.Join('\n', Lines)}");
        }

        bool Holds(string line) => line.Contains(text, StringComparison.Ordinal);
    }
}
