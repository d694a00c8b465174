using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.Testing.Networks;

/// <summary>A network namespace of a test's own: a small machine without anything but a network.</summary>
public sealed class NetworkNamespace : IAsyncDisposable
{
    private const int CloneNewNet = 0x40000000;
    private static int _created;

    private NetworkNamespace(string name) => Name = name;

    /// <summary>Its name for <c>ip netns</c>.</summary>
    public string Name { get; }

    /// <summary>Makes a namespace with its loopback interface up.</summary>
    public static async Task<NetworkNamespace> CreateAsync()
    {
        var number = Interlocked.Increment(ref _created).ToString(CultureInfo.InvariantCulture);
        var made = new NetworkNamespace($"cotest-{Environment.ProcessId}-{number}");
        await RunOutsideAsync($"ip netns add {made.Name}");
        await made.RunAsync("ip link set lo up");
        return made;
    }

    /// <summary>Runs a shell command inside and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task<string> RunAsync(string command) =>
        RunOutsideAsync($"nsenter --net=/run/netns/{Name} bash -ec '{command.Replace("'", "'\\''", StringComparison.Ordinal)}'");

    /// <summary>Connects two namespaces by a cable with an address at each end, such as <c>10.0.0.1/24</c>.</summary>
    public static Task ConnectAsync(
        NetworkNamespace one, string oneInterface, string oneAddress, NetworkNamespace other, string otherInterface, string otherAddress) =>
        RunOutsideAsync($"""
            set -e
            ip link add {oneInterface} netns {one.Name} type veth peer name {otherInterface} netns {other.Name}
            ip -n {one.Name} addr add {oneAddress} dev {oneInterface}
            ip -n {other.Name} addr add {otherAddress} dev {otherInterface}
            ip -n {one.Name} link set {oneInterface} up
            ip -n {other.Name} link set {otherInterface} up
            """);

    /// <summary>
    /// Runs code on a thread inside the namespace: sockets it opens, programs it starts and kernel settings it writes are the namespace's. Continuations
    /// stay on the thread; sockets go on working when it has ended.
    /// </summary>
    public Task<T> EnterAsync<T>(Func<Task<T>> run)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Pump(run, result)) { IsBackground = true, Name = Name };
        thread.Start();
        return result.Task;
    }

    /// <summary>Runs code on a thread inside the namespace.</summary>
    public Task EnterAsync(Func<Task> run) => EnterAsync(async () =>
    {
        await run();
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await RunOutsideAsync($"ip netns delete {Name}");

    private static async Task<string> RunOutsideAsync(string command)
    {
        var result = await Shell.RunAsync(command, "/", new Dictionary<string, string>(), TimeSpan.FromMinutes(1));
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{command}: exit code {result.ExitCode}\n{result.Output}");
    }

    private void Pump<T>(Func<Task<T>> run, TaskCompletionSource<T> result)
    {
        using var queue = new BlockingCollection<(SendOrPostCallback Callback, object? State)>();
        try
        {
            using var file = File.OpenHandle($"/run/netns/{Name}");
            if (SetNamespace(file, CloneNewNet) != 0)
                throw new InvalidOperationException($"cannot enter {Name}: error {Marshal.GetLastPInvokeError()}");
            SynchronizationContext.SetSynchronizationContext(new Queue(queue));
            var task = run();
            task.ContinueWith(_ => queue.CompleteAdding(), TaskScheduler.Default);
            foreach (var (callback, state) in queue.GetConsumingEnumerable())
                callback(state);
            result.SetResult(task.GetAwaiter().GetResult());
        }
        catch (Exception failure)
        {
            result.SetException(failure);
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(Microsoft.Win32.SafeHandles.SafeFileHandle file, int type);

    private sealed class Queue(BlockingCollection<(SendOrPostCallback Callback, object? State)> queue) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            if (!queue.IsAddingCompleted)
                queue.Add((d, state));
        }

        public override SynchronizationContext CreateCopy() => new Queue(queue);
    }
}
