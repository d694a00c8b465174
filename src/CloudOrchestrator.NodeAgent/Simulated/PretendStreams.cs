using System.Text;
using System.Threading.Channels;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>
/// Streams of a process that does not exist. Three programs are understood, as much as probes and tests need: <c>true</c>, <c>false</c> and <c>echo</c>;
/// <c>cat</c> repeats its input. All others end with 127, as a shell reports a program it does not have.
/// </summary>
internal sealed class PretendStreams : IContainerStreams
{
    private readonly Channel<byte[]> _output = Channel.CreateUnbounded<byte[]>();
    private readonly int _exitCode;
    private readonly bool _repeats;
    private ReadOnlyMemory<byte> _pending;

    private PretendStreams(int exitCode, bool repeats)
    {
        _exitCode = exitCode;
        _repeats = repeats;
    }

    /// <summary>The streams of an exec.</summary>
    public static PretendStreams Of(ExecConfig config)
    {
        var program = config.Command.Count == 0 ? "" : config.Command[0][(config.Command[0].LastIndexOf('/') + 1)..];
        var streams = new PretendStreams(program switch { "true" or "echo" or "cat" => 0, "false" => 1, _ => 127 }, program == "cat");
        if (program == "echo")
            streams._output.Writer.TryWrite(Encoding.UTF8.GetBytes(string.Join(' ', config.Command.Skip(1)) + "\n"));
        if (!streams._repeats || !config.Stdin)
            streams._output.Writer.Complete();
        return streams;
    }

    /// <summary>Silent streams that end with the container.</summary>
    public static PretendStreams Until(Task end)
    {
        var streams = new PretendStreams(0, repeats: false);
        end.ContinueWith(_ => streams._output.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return streams;
    }

    public async ValueTask<OutputChunk> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_pending.IsEmpty)
        {
            if (!await _output.Reader.WaitToReadAsync(cancellationToken))
                return new OutputChunk(OutputTarget.Stdout, 0);
            if (_output.Reader.TryRead(out var bytes))
                _pending = bytes;
        }
        var count = Math.Min(buffer.Length, _pending.Length);
        _pending[..count].CopyTo(buffer);
        _pending = _pending[count..];
        return new OutputChunk(OutputTarget.Stdout, count);
    }

    public ValueTask WriteStdinAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_repeats)
            _output.Writer.TryWrite(bytes.ToArray());
        return ValueTask.CompletedTask;
    }

    public ValueTask CloseStdinAsync(CancellationToken cancellationToken)
    {
        _output.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> ExitCodeAsync(CancellationToken cancellationToken) => Task.FromResult(_exitCode);

    public ValueTask DisposeAsync()
    {
        _output.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
