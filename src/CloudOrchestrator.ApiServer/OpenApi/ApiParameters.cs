namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>The parameters Kubernetes' verbs take.</summary>
internal static class ApiParameters
{
    private static readonly ApiParameter s_dryRun = Text("dryRun", "All: check the request and answer as if it were done, but change nothing.");

    private static readonly ApiParameter s_fieldManager = Text("fieldManager", "Name under which changed fields are recorded in managedFields.");

    private static readonly ApiParameter s_fieldValidation =
        Text("fieldValidation", "What happens to unknown and duplicate fields: Ignore drops them, Warn (the default) adds a warning, Strict refuses.");

    private static readonly ApiParameter[] s_selection =
    [
        Text("continue", "Where to go on in a list that was read in parts: the value of metadata.continue of the part before."),
        Text("fieldSelector", "Restricts to objects whose fields have these values."),
        Text("labelSelector", "Restricts to objects whose labels match."),
        Whole("limit", "Most objects to return at once; metadata.continue says how to get the rest."),
        Text("resourceVersion", "Revision the answer must not be older than; 0 takes any."),
        Text("resourceVersionMatch", "How resourceVersion is meant: NotOlderThan or Exact."),
        Flag("sendInitialEvents", "Begin a watch with the present objects as ADDED events, then a bookmark."),
        Whole("timeoutSeconds", "Longest time a list or watch may take."),
    ];

    private static readonly ApiParameter[] s_deletion =
    [
        Whole("gracePeriodSeconds", "Seconds until the object is removed; 0 removes at once; unset takes the default of the kind."),
        Flag("ignoreStoreReadErrorWithClusterBreakingPotential", "Remove an object that cannot be read from the store, without finalizers."),
        Flag("orphanDependents", "Keep objects owned by this one; superseded by propagationPolicy."),
        Text("propagationPolicy", "What happens to objects owned by this one: Orphan, Background or Foreground."),
    ];

    /// <summary>In the path of namespaced objects.</summary>
    public static ApiParameter Namespace { get; } = new("namespace", "path", "string", "Namespace of the object.");

    /// <summary>In every path.</summary>
    public static ApiParameter Pretty { get; } = Text("pretty", "true: print the answer for people to read.");

    /// <summary>Of list.</summary>
    public static IReadOnlyList<ApiParameter> List { get; } =
    [
        Flag("allowWatchBookmarks", "Ask for BOOKMARK events, which tell how far a watch has come."),
        .. s_selection,
        Flag("watch", "Stream changes instead of returning a list."),
    ];

    /// <summary>Of create and replace.</summary>
    public static IReadOnlyList<ApiParameter> Write { get; } = [s_dryRun, s_fieldManager, s_fieldValidation];

    /// <summary>Of patch.</summary>
    public static IReadOnlyList<ApiParameter> Patch { get; } =
        [.. Write, Flag("force", "Take over fields that another manager owns (apply patches only).")];

    /// <summary>Of delete.</summary>
    public static IReadOnlyList<ApiParameter> Delete { get; } = [s_dryRun, .. s_deletion];

    /// <summary>Of deletecollection.</summary>
    public static IReadOnlyList<ApiParameter> DeleteCollection { get; } = [s_dryRun, .. s_deletion, .. s_selection];

    /// <summary>In the path of one object of a kind.</summary>
    public static ApiParameter Name(string kind) => new("name", "path", "string", $"Name of the {kind}.");

    private static ApiParameter Text(string name, string description) => new(name, "query", "string", description);

    private static ApiParameter Whole(string name, string description) => new(name, "query", "integer", description);

    private static ApiParameter Flag(string name, string description) => new(name, "query", "boolean", description);
}
