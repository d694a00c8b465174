using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>A container of the pretend engine. Guarded by the engine's lock, its log by its own.</summary>
internal sealed class PretendContainer(RuntimeContainer view, string name, ContainerConfig? config, PretendBehavior behavior)
{
    private readonly List<(DateTimeOffset At, string Line)> _log = [];
    private TaskCompletionSource _logGrew = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RuntimeContainer View { get; set; } = view;

    public string Name { get; } = name;

    public ContainerConfig? Config { get; } = config;

    public PretendBehavior Behavior { get; } = behavior;

    /// <summary>Ends the run that is going on by itself; null when it does not end by itself.</summary>
    public ITimer? Life { get; set; }

    /// <summary>Completes when the run that is going on has ended.</summary>
    public TaskCompletionSource Ended { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void WriteLog(DateTimeOffset at, string line)
    {
        TaskCompletionSource grew;
        lock (_log)
        {
            _log.Add((at, line));
            grew = _logGrew;
            _logGrew = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        grew.SetResult();
    }

    /// <summary>The log's lines from <paramref name="position"/> on, and what completes when there are more.</summary>
    public (IReadOnlyList<(DateTimeOffset At, string Line)> Lines, Task Grew) ReadLog(int position)
    {
        lock (_log)
        {
            return (_log.Skip(position).ToArray(), _logGrew.Task);
        }
    }
}
