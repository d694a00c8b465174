namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Lets those who read one container do so one after another, and those who read different ones side by side.</summary>
internal sealed class ContainerTurns
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Waits for the others who read this container.</summary>
    public async Task<Turn> EnterAsync(string id, CancellationToken cancellationToken)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(id, out entry))
                _entries[id] = entry = new Entry();
            entry.Users++;
        }
        try
        {
            await OnContext.EnterAsync(entry.Gate, cancellationToken);
        }
        catch
        {
            Leave(id, entry);
            throw;
        }
        return new Turn(this, id, entry);
    }

    /// <summary>The container no longer exists: what is being read of it counts no more. Ids are never reused.</summary>
    public void End(string id)
    {
        lock (_entries)
        {
            if (_entries.TryGetValue(id, out var entry))
                entry.HasEnded = true;
        }
    }

    private void Leave(string id, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users == 0)
                _entries.Remove(id);
        }
    }

    /// <summary>The right to read a container.</summary>
    internal sealed class Turn(ContainerTurns owner, string id, Entry entry) : IDisposable
    {
        /// <summary>Does what must not be done for a container that has gone.</summary>
        public void UnlessEnded(Action keep)
        {
            lock (owner._entries)
            {
                if (!entry.HasEnded)
                    keep();
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            entry.Gate.Release();
            owner.Leave(id, entry);
        }
    }

    /// <summary>Those who read one container.</summary>
    internal sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Users { get; set; }

        public bool HasEnded { get; set; }
    }
}
