using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Testing.Histories;

/// <summary>
/// Checks calls of a revision log, made by any number of processes of which some were killed, against what <see cref="IRevisionLog"/> promises. Every
/// violation is a sentence. What is checked, per stream:
/// the log holds dense revisions, each object's records form a chain, and every record stands where an append put it; an append is there whole or not at all;
/// what was acknowledged is there and what was refused is not; whatever was ever read is still there, unchanged; and time is kept: no call overlooks what had
/// been acknowledged or read before it began, nothing is read before somebody began to append it, and no conflict is told of where nobody came first.
/// </summary>
/// <param name="mayMeetItself">
/// True for an adapter that sends an append again when its reply is lost: what it then takes for another writer's may be its own, so a conflict with oneself
/// is no refusal.
/// </param>
public sealed class RevisionLogChecker(bool mayMeetItself)
{
    private readonly List<string> _violations = [];

    /// <summary>Checks calls against the logs as they stand at the end, by stream.</summary>
    public IReadOnlyList<string> Check(IReadOnlyList<LogOperation> operations, IReadOnlyDictionary<string, IReadOnlyList<LogEntry>> logs)
    {
        _violations.Clear();
        foreach (var stream in operations.Select(operation => operation.Stream).Concat(logs.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var ofStream = operations.Where(operation => operation.Stream == stream).OrderBy(operation => operation.Began).ToArray();
            CheckStream(stream, ofStream, logs.GetValueOrDefault(stream) ?? []);
        }

        return _violations;
    }

    private void CheckStream(string stream, LogOperation[] operations, IReadOnlyList<LogEntry> log)
    {
        CheckOrder(stream, log);
        var appends = operations.Where(operation => operation.Verb == LogVerb.Append).ToArray();
        var authors = CheckAuthors(stream, appends, log);
        foreach (var append in appends)
            CheckAppend(append, log);
        foreach (var read in operations.Where(operation => operation is { Verb: LogVerb.Read, Answer: LogAnswer.Done }))
            CheckRead(read, log, authors);
        foreach (var state in operations.Where(operation => operation is { Verb: LogVerb.ReadState, Answer: LogAnswer.Done }))
            CheckState(state, log);
        CheckTime(operations, log, authors);
    }

    private void CheckOrder(string stream, IReadOnlyList<LogEntry> log)
    {
        var last = new Dictionary<string, LogEntry>();
        for (var i = 0; i < log.Count; i++)
        {
            var entry = log[i];
            if (entry.Revision != i + 1)
                _violations.Add($"{stream}: record {i + 1} of the log has revision {entry.Revision}");
            var previous = last.GetValueOrDefault(entry.Key) is { Type: LogRecordType.Put } before ? before.Revision : 0;
            if (entry.PreviousRevision != previous)
                _violations.Add($"{stream}: {entry} follows revision {previous} of its object");
            last[entry.Key] = entry;
        }
    }

    // Who began to append a record of the log, and when first.
    private Dictionary<long, LogOperation> CheckAuthors(string stream, LogOperation[] appends, IReadOnlyList<LogEntry> log)
    {
        var attempts = new Dictionary<LogEntry, LogOperation>();
        foreach (var append in appends)
        {
            foreach (var entry in append.Entries)
                attempts.TryAdd(entry, append);
        }

        var authors = new Dictionary<long, LogOperation>();
        foreach (var entry in log)
        {
            if (attempts.TryGetValue(entry, out var author))
                authors[entry.Revision] = author;
            else
                _violations.Add($"{stream}: nobody appended {entry}");
        }

        return authors;
    }

    private void CheckAppend(LogOperation append, IReadOnlyList<LogEntry> log)
    {
        var there = append.Entries.Count(entry => At(log, entry.Revision) == entry);
        if (there != 0 && there != append.Entries.Count)
            _violations.Add($"{append}: {there} of its {append.Entries.Count} records are in the log");
        else if (append.Answer == LogAnswer.Done && there == 0)
            _violations.Add($"{append}: was acknowledged and is not in the log; at {append.After + 1} stands {At(log, append.After + 1)?.ToString() ?? "nothing"}");
        else if (append.Answer == LogAnswer.Conflict && there != 0 && !mayMeetItself)
            _violations.Add($"{append}: was refused and is in the log");
    }

    private void CheckRead(LogOperation read, IReadOnlyList<LogEntry> log, Dictionary<long, LogOperation> authors)
    {
        for (var i = 0; i < read.Entries.Count; i++)
        {
            var entry = read.Entries[i];
            if (entry.Revision != read.After + 1 + i)
                _violations.Add($"{read}: answered revision {entry.Revision} where {read.After + 1 + i} comes next");
            else if (At(log, entry.Revision) != entry)
                _violations.Add($"{read}: answered {entry}; the log holds {At(log, entry.Revision)?.ToString() ?? "nothing there"}");
            else if (authors.TryGetValue(entry.Revision, out var author) && author.Began > read.Ended)
                _violations.Add($"{read}: answered {entry} before {author} began");
        }
    }

    private void CheckState(LogOperation state, IReadOnlyList<LogEntry> log)
    {
        // A state may hold newer objects than its revision says: replaying onto it changes nothing about them.
        var there = state.Entries.ToDictionary(entry => entry.Key, entry => entry.Revision);
        var present = new Dictionary<string, long>();
        foreach (var entry in log)
        {
            if (entry.Revision > state.Head && entry.Revision != there.GetValueOrDefault(entry.Key))
                continue;
            present[entry.Key] = entry.Type == LogRecordType.Put ? entry.Revision : 0;
        }

        foreach (var entry in state.Entries.Where(entry => At(log, entry.Revision) != entry))
            _violations.Add($"{state}: holds {entry}, which is not in the log");
        var touched = log.Skip((int)state.Head).Select(entry => entry.Key).ToHashSet();
        foreach (var (key, revision) in present.Where(entry => entry.Value != there.GetValueOrDefault(entry.Key) && !touched.Contains(entry.Key)))
            _violations.Add($"{state}: holds {key} at revision {there.GetValueOrDefault(key)}; at revision {state.Head} it was at {revision}");
    }

    private void CheckTime(LogOperation[] operations, IReadOnlyList<LogEntry> log, Dictionary<long, LogOperation> authors)
    {
        var ended = operations.Where(operation => operation.Ended is not null && operation.Answer is LogAnswer.Done).OrderBy(operation => operation.Ended).ToArray();
        var known = 0L;
        LogOperation? witness = null;
        var next = 0;
        foreach (var operation in operations)
        {
            for (; next < ended.Length && ended[next].Ended < operation.Began; next++)
            {
                if (ended[next].Head > known)
                    (known, witness) = (ended[next].Head, ended[next]);
            }

            CheckNotOld(operation, known, witness);
            CheckNotEarly(operation, log, authors);
        }
    }

    private void CheckNotOld(LogOperation operation, long known, LogOperation? witness)
    {
        switch (operation)
        {
            case { Verb: LogVerb.Append, Answer: LogAnswer.Done } when operation.After < known:
                _violations.Add($"{operation}: was stored after revision {operation.After}, though {witness} had already ended at {known}");
                break;
            case { Verb: LogVerb.Read, Answer: LogAnswer.Done, Entries.Count: 0 } when operation.After < known:
                _violations.Add($"{operation}: found nothing, though {witness} had already ended at {known}");
                break;
            case { Verb: LogVerb.Head, Answer: LogAnswer.Done } when operation.Head < known:
                _violations.Add($"{operation}: answered {operation.Head}, though {witness} had already ended at {known}");
                break;
        }
    }

    private void CheckNotEarly(LogOperation operation, IReadOnlyList<LogEntry> log, Dictionary<long, LogOperation> authors)
    {
        if (operation is { Verb: LogVerb.Head or LogVerb.ReadState, Answer: LogAnswer.Done } && operation.Head > 0 && !Possible(operation.Head, operation))
            _violations.Add($"{operation}: answered {operation.Head} before anybody began to append it");
        if (operation is { Verb: LogVerb.Append, Answer: LogAnswer.Conflict } && Certain(operation.After, operation) && !Possible(operation.After + 1, operation))
            _violations.Add($"{operation}: was refused though nobody had appended after {operation.After}");

        bool Possible(long revision, LogOperation by) => authors.TryGetValue(revision, out var author) && author.Began <= by.Ended;
        bool Certain(long revision, LogOperation by) => revision == 0
            || (At(log, revision) is not null && authors.TryGetValue(revision, out var author) && author.Answer == LogAnswer.Done && author.Ended < by.Began);
    }

    private static LogEntry? At(IReadOnlyList<LogEntry> log, long revision) => revision >= 1 && revision <= log.Count ? log[(int)revision - 1] : null;
}
