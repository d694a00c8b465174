using System.Globalization;
using System.Runtime.CompilerServices;
using CloudOrchestrator.Client;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Simulation.Tests.Mutants;

/// <summary>Writes whatever the preconditions say.</summary>
internal sealed class PreconditionsForgotten(IObjectClient inner) : MutantClient(inner)
{
    public override Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken) => base.UpdateAsync(
        Changed(value, json => json["metadata"]!.AsObject().Remove("resourceVersion")), subresource, null, cancellationToken);
}

/// <summary>Says of every third create that it is forbidden, when it is done.</summary>
internal sealed class RefusedButDone(IObjectClient inner) : MutantClient(inner)
{
    public override async Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
    {
        var done = await base.CreateAsync(value, guard, cancellationToken);
        return done.Succeeded && ++Count % 3 == 0 ? ApiStatuses.Failure(403, "Forbidden", "not for you") : done;
    }
}

/// <summary>Answers some reads with what it answered first.</summary>
internal sealed class StaleGets(IObjectClient inner) : MutantClient(inner)
{
    private readonly Dictionary<(Type, string, string), object> _first = [];

    public override async Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
    {
        var answer = await base.GetAsync<T>(@namespace, name, cancellationToken);
        if (!answer.Succeeded)
            return answer;
        if (_first.TryGetValue((typeof(T), @namespace, name), out var first))
            return (T)first;
        _first[(typeof(T), @namespace, name)] = answer.Value;
        return answer;
    }
}

/// <summary>Lists leave out their last item.</summary>
internal sealed class ListsCutShort(IObjectClient inner) : MutantClient(inner)
{
    public override async Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
    {
        var list = await base.ListAsync<T>(@namespace, query, cancellationToken);
        return list.Succeeded && list.Value.Items.Count > 2 && query.FieldSelector is null ? list.Value with { Items = [.. list.Value.Items.SkipLast(1)] } : list;
    }
}

/// <summary>A watch that leaves out every fifth event.</summary>
internal sealed class WatchSkips(IObjectClient inner) : MutantClient(inner)
{
    public override async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(
        string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in base.WatchAsync<T>(@namespace, query, cancellationToken))
        {
            if (query.FieldSelector is not null || ++Count % 5 != 0)
                yield return change;
        }
    }
}

/// <summary>A watch of a part of a stream that is not woken for every third event: it comes with the next one.</summary>
internal sealed class WatchSleeps(IObjectClient inner) : MutantClient(inner)
{
    public override async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(
        string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asleep = new List<ObjectChange<T>>();
        await foreach (var change in base.WatchAsync<T>(@namespace, query, cancellationToken))
        {
            asleep.Add(change);
            if ((query.FieldSelector is not null || @namespace is not null) && change.Type != "BOOKMARK" && ++Count % 3 == 0)
                continue;
            foreach (var late in asleep)
                yield return late;
            asleep.Clear();
        }
    }
}

/// <summary>A watch that repeats the event before its start.</summary>
internal sealed class WatchRepeats(IObjectClient inner) : MutantClient(inner)
{
    public override IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken) =>
        base.WatchAsync<T>(
            @namespace,
            query.ResourceVersion is { } version && long.Parse(version, CultureInfo.InvariantCulture) is > 1 and var start
                ? query with { ResourceVersion = $"{start - 1}" }
                : query,
            cancellationToken);
}

/// <summary>A watch that calls every event of an object MODIFIED.</summary>
internal sealed class WatchMistakesTypes(IObjectClient inner) : MutantClient(inner)
{
    public override async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(
        string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in base.WatchAsync<T>(@namespace, query, cancellationToken))
            yield return change.Type == "ADDED" && query.FieldSelector is null ? change with { Type = "MODIFIED" } : change;
    }
}

/// <summary>A watch whose bookmarks promise one revision too many.</summary>
internal sealed class BookmarksAhead(IObjectClient inner) : MutantClient(inner)
{
    public override async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(
        string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in base.WatchAsync<T>(@namespace, query, cancellationToken))
        {
            yield return change.Type != "BOOKMARK" ? change : change with
            {
                Value = Changed(change.Value, json => json["metadata"]!["resourceVersion"] = $"{long.Parse((string)json["metadata"]!["resourceVersion"]!) + 1}"),
            };
        }
    }
}
