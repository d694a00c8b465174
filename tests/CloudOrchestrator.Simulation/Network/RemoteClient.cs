using System.Runtime.CompilerServices;
using CloudOrchestrator.Simulation.Cluster;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Network;

/// <summary>The API as users and nodes reach it: over the network, at any of the servers. What a server throws is answered as its HTTP pipeline would.</summary>
internal sealed class RemoteClient(SimulatedNetwork network, SimulatedProcess process, string machine, string user, OperationRecorder? recorder) : IObjectClient
{
    /// <summary>The connection that was opened last, for whoever records watches: its server and what to call when it breaks.</summary>
    public string LastServer { get; private set; } = "";

    public Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => AskAsync(
            recorder?.Get<T>(process, @namespace, name), (client, token) => client.GetAsync<T>(@namespace, name, token), cancellationToken);

    public Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => AskAsync(
            recorder?.List<T>(process, @namespace, query), (client, token) => client.ListAsync<T>(@namespace, query, token), cancellationToken);

    public Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => AskAsync(
            recorder?.Create(process, value), (client, token) => client.CreateAsync(value, guard, token), cancellationToken);

    public Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => AskAsync(
            recorder?.Update(process, value, subresource), (client, token) => client.UpdateAsync(value, subresource, guard, token), cancellationToken);

    public Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => AskAsync(
            recorder?.Patch<T>(process, @namespace, name, patch, subresource),
            (client, token) => client.PatchAsync<T>(@namespace, name, patch, subresource, token),
            cancellationToken);

    public Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => AskAsync(
            recorder?.Delete<T>(process, @namespace, name, options), (client, token) => client.DeleteAsync<T>(@namespace, name, options, token), cancellationToken);

    public Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class => AskAsync(
            recorder?.Post<T>(process, @namespace, name, subresource),
            (client, token) => client.PostAsync<T, TBody>(@namespace, name, subresource, body, guard, token),
            cancellationToken);

    public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var server = await ConnectAsync(cancellationToken);
        LastServer = server.Process.Name;
        var pipe = new WatchPipe<ObjectChange<T>>(process);
        var stop = new CancellationTokenSource();
        WatchConnection connection = null!;
        connection = new WatchConnection(process.World.NextStep(), machine, why =>
        {
            network.Closed(connection);
            pipe.Break(new IOException(why));
            server.Process.Do(stop.Cancel);
        });
        network.Opened(connection);
        var gone = server.WhenGone(() => connection.Break("injected: the server is gone"));
        server.Process.Begin("serving a watch", () => ServeAsync(server, @namespace, query, pipe, stop.Token));
        try
        {
            while (await pipe.NextAsync(cancellationToken) is (true, var change))
                yield return change;
        }
        finally
        {
            server.Forget(gone);
            network.Closed(connection);
            server.Process.Do(stop.Cancel);
        }
    }

    private async Task ServeAsync<T>(
        ControlPlaneProcess server, string? @namespace, ListQuery query, WatchPipe<ObjectChange<T>> pipe, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            await foreach (var change in server.ClientOf(user).WatchAsync<T>(@namespace, query, cancellationToken))
                pipe.Send(change, network.Latency());
            pipe.End(null, network.Latency());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The watcher has hung up.
        }
        catch (ApiStatusException refused)
        {
            pipe.End(refused, network.Latency());
        }
        catch (Exception exception) when (ControlPlaneProcess.StatusOf(exception) is { } status)
        {
            pipe.End(new ApiStatusException(status), network.Latency());
        }
    }

    private async Task<ControlPlaneProcess> ConnectAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(network.Latency(), process.Time, cancellationToken);
        if (network.IsCut(machine))
        {
            await Task.Delay(network.Timeout, process.Time, cancellationToken);
            throw new IOException("injected: no way to the server");
        }

        return network.Pick() ?? throw new IOException("injected: no server listens");
    }

    private async Task<ResultOf<T>> AskAsync<T>(
        HistoryOperation? operation, Func<IObjectClient, CancellationToken, Task<ResultOf<T>>> request, CancellationToken cancellationToken)
    {
        try
        {
            var result = await SendAsync(operation, request, cancellationToken);
            if (operation is not null)
                recorder!.Answered(operation, result);
            return result;
        }
        catch (Exception exception) when (operation is not null)
        {
            recorder!.Failed(operation, exception);
            throw;
        }
    }

    private async Task<ResultOf<T>> SendAsync<T>(
        HistoryOperation? operation, Func<IObjectClient, CancellationToken, Task<ResultOf<T>>> request, CancellationToken cancellationToken)
    {
        var server = await ConnectAsync(cancellationToken);
        recorder?.Sent(operation, server.Process.Name);
        var fate = network.OfRequest();
        var reply = new Ports.Reply<ResultOf<T>>(process, cancellationToken);
        reply.FailAfter(network.Timeout, new IOException("injected: the server has not answered in time"));
        if (fate == RequestFate.LostBefore)
            return await reply.Task;
        var gone = server.WhenGone(() => reply.FailAfter(network.Latency(), new IOException("injected: the server is gone")));
        var stop = new CancellationTokenSource();
        using var hangUp = cancellationToken.UnsafeRegister(_ => server.Process.Do(stop.Cancel), null);
        server.Process.After(network.Latency(), () => server.Process.Begin("serving a request", async () =>
        {
            ResultOf<T> answer;
            try
            {
                answer = await request(server.ClientOf(user), stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (ControlPlaneProcess.StatusOf(exception) is { } status)
            {
                answer = ResultOf<T>.Failure(status);
            }

            if (fate != RequestFate.LostAfter && !network.IsCut(machine))
                reply.SetAfter(network.Latency(), answer);
        }));
        try
        {
            return await reply.Task;
        }
        finally
        {
            server.Forget(gone);
        }
    }
}
