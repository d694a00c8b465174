namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>One event of a watch.</summary>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c>, <c>BOOKMARK</c> or <c>ERROR</c>.</param>
/// <param name="Value">The object; null for bookmarks and errors.</param>
/// <param name="Revision">The revision that the event brings the watcher to.</param>
/// <param name="Failure">What an ERROR says.</param>
/// <param name="EndsInitial">A bookmark that ends the initial events.</param>
internal sealed record WatchEvent(string Type, StoredObject? Value, long Revision, ApiStatus? Failure = null, bool EndsInitial = false)
{
    /// <summary>A change of an object.</summary>
    public static WatchEvent Of(string type, StoredObject value) => new(type, value, value.Revision);

    /// <summary>Progress without a change.</summary>
    public static WatchEvent Bookmark(long revision, bool endsInitial = false) => new("BOOKMARK", null, revision, null, endsInitial);

    /// <summary>The end, and why.</summary>
    public static WatchEvent Error(ApiStatus failure) => new("ERROR", null, 0, failure);
}
