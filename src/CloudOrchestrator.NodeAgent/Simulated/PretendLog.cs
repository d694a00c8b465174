using System.Text;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>Reads a pretend container's log.</summary>
internal sealed class PretendLog(PretendContainer container, LogQuery query) : IContainerOutput
{
    private ReadOnlyMemory<byte> _pending;
    private int _position;
    private bool _tailed;

    public async ValueTask<OutputChunk> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_pending.IsEmpty)
        {
            var over = !query.Follow || container.View.State != RuntimeContainerState.Running;
            var (lines, grew) = container.ReadLog(_position);
            _position += lines.Count;
            _pending = Encoding.UTF8.GetBytes(string.Concat(Wanted(lines).Select(Format)));
            if (_pending.IsEmpty && over)
                return new OutputChunk(OutputTarget.Stdout, 0);
            if (_pending.IsEmpty)
                await Task.WhenAny(grew, container.Ended.Task).WaitAsync(cancellationToken);
        }
        var count = Math.Min(buffer.Length, _pending.Length);
        _pending[..count].CopyTo(buffer);
        _pending = _pending[count..];
        return new OutputChunk(OutputTarget.Stdout, count);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<(DateTimeOffset At, string Line)> Wanted(IReadOnlyList<(DateTimeOffset At, string Line)> lines)
    {
        var recent = lines.Where(line => query.Since is not { } since || line.At >= since);
        if (_tailed || query.TailLines is not { } tail)
            return recent;
        _tailed = true;
        return recent.TakeLast((int)Math.Min(int.MaxValue, tail));
    }

    private string Format((DateTimeOffset At, string Line) line) =>
        query.Timestamps ? $"{line.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff}00Z {line.Line}\n" : $"{line.Line}\n";
}
