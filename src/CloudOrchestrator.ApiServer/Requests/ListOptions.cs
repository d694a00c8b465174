using System.Globalization;
using CloudOrchestrator.Objects.Selectors;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>Options of list, watch and deletecollection.</summary>
internal sealed record ListOptions
{
    /// <summary>Label selector.</summary>
    public LabelMatcher Labels { get; init; } = LabelMatcher.Everything;

    /// <summary>Field selector.</summary>
    public FieldMatcher Fields { get; init; } = FieldMatcher.Everything;

    /// <summary>Revision asked for; null when not given.</summary>
    public long? Revision { get; init; }

    /// <summary><c>Exact</c>, <c>NotOlderThan</c> or empty.</summary>
    public string ResourceVersionMatch { get; init; } = "";

    /// <summary>Most items to answer; 0 for all.</summary>
    public int Limit { get; init; }

    /// <summary>Where to go on; empty for the start.</summary>
    public string Continue { get; init; } = "";

    /// <summary>True to watch.</summary>
    public bool Watch { get; init; }

    /// <summary>Watches send bookmarks.</summary>
    public bool AllowWatchBookmarks { get; init; }

    /// <summary>Watches start with the state; null when not given.</summary>
    public bool? SendInitialEvents { get; init; }

    /// <summary>Time after which the watch ends; null for the server's choice.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Reads the options from a query.</summary>
    public static ResultOf<ListOptions> Parse(IQueryCollection query, bool watch)
    {
        var labels = LabelMatcher.Parse(query["labelSelector"].ToString());
        if (!labels.Succeeded)
            return labels.Error;
        var fields = FieldMatcher.Parse(query["fieldSelector"].ToString());
        if (!fields.Succeeded)
            return fields.Error;
        var options = new ListOptions
        {
            Labels = labels.Value,
            Fields = fields.Value,
            ResourceVersionMatch = query["resourceVersionMatch"].ToString(),
            Continue = query["continue"].ToString(),
            Watch = watch,
            AllowWatchBookmarks = QueryBoolean.Parse(query["allowWatchBookmarks"]),
            SendInitialEvents = query.TryGetValue("sendInitialEvents", out var initial) ? QueryBoolean.Parse(initial) : null,
        };
        return ParseNumbers(query, options);
    }

    /// <summary>Reads a resourceVersion; null when absent.</summary>
    public static ResultOf<string> ParseRevision(string text, out long? revision)
    {
        revision = null;
        if (text.Length == 0)
            return "";
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return ApiStatuses.Invalid(new("meta.k8s.io", "v1", "ListOptions"), "", [FieldError.Invalid("resourceVersion", text, $"strconv.ParseUint: parsing \"{text}\": invalid syntax")]);
        }

        revision = number;
        return text;
    }

    private static ResultOf<ListOptions> ParseNumbers(IQueryCollection query, ListOptions options)
    {
        var parsed = ParseRevision(query["resourceVersion"].ToString(), out var revision);
        if (!parsed.Succeeded)
            return parsed.Error;
        if (!TryParse(query["limit"].ToString(), out var limit))
            return BadNumber("limit", query["limit"].ToString());
        if (!TryParse(query["timeoutSeconds"].ToString(), out var seconds))
            return BadNumber("timeoutSeconds", query["timeoutSeconds"].ToString());
        options = options with
        {
            Revision = revision,
            Limit = (int)Math.Clamp(limit ?? 0, 0, int.MaxValue),
            Timeout = seconds is > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, int.MaxValue)) : null,
        };
        var faults = options.Faults();
        return faults.Count == 0 ? options : ApiStatuses.Invalid(new("meta.k8s.io", "v1", "ListOptions"), "", faults);
    }

    private static bool TryParse(string text, out long? number)
    {
        number = null;
        if (text.Length == 0)
            return true;
        if (!long.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return false;
        number = value;
        return true;
    }

    private static ApiStatus BadNumber(string name, string text) =>
        ApiStatuses.BadRequest($"{name}: strconv.ParseInt: parsing \"{text}\": invalid syntax");

    private List<FieldError> Faults()
    {
        var faults = new List<FieldError>();
        var match = ResourceVersionMatch;
        if (SendInitialEvents is not null)
        {
            if (!Watch)
                faults.Add(FieldError.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
            else if (match != "NotOlderThan")
                faults.Add(FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }
        else if (match.Length > 0)
        {
            if (Watch)
                faults.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
            if (Revision is null)
                faults.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            if (Continue.Length > 0)
                faults.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            if (match is not ("Exact" or "NotOlderThan"))
                faults.Add(FieldError.NotSupported("resourceVersionMatch", match, "Exact", "NotOlderThan", ""));
            if (match == "Exact" && Revision == 0)
                faults.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\""));
        }

        return faults;
    }
}
