using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>Options of create, update and patch.</summary>
internal sealed record WriteOptions
{
    /// <summary>Longest field manager's name.</summary>
    public const int FieldManagerLengthMax = 128;

    /// <summary>Do everything but store.</summary>
    public bool DryRun { get; init; }

    /// <summary>What to do about unknown fields.</summary>
    public FieldValidation FieldValidation { get; init; } = FieldValidation.Warn;

    /// <summary>Name that managedFields records: as given, or the first part of the User-Agent.</summary>
    public required string FieldManager { get; init; }

    /// <summary>The manager as given; empty when not.</summary>
    public string GivenFieldManager { get; init; } = "";

    /// <summary>Take over conflicting fields (apply only); null when not given.</summary>
    public bool? Force { get; init; }

    /// <summary>Reads the options from a query; <paramref name="optionsKind"/> is the kind named in errors, such as <c>CreateOptions</c>.</summary>
    public static ResultOf<WriteOptions> Parse(IQueryCollection query, string userAgent, string optionsKind)
    {
        var faults = new List<FieldError>();
        var dryRun = ParseDryRun(query, faults);
        var validation = ParseFieldValidation(query, faults);
        var manager = query["fieldManager"].ToString();
        if (manager.Length > FieldManagerLengthMax)
            faults.Add(FieldError.TooLong("fieldManager", FieldManagerLengthMax));
        else if (manager.Any(char.IsControl))
            faults.Add(FieldError.Invalid("fieldManager", manager, "should only contain printable characters"));
        if (faults.Count > 0)
            return ApiStatuses.Invalid(new("meta.k8s.io", "v1", optionsKind), "", faults);

        return new WriteOptions
        {
            DryRun = dryRun,
            FieldValidation = validation,
            FieldManager = manager.Length > 0 ? manager : ManagerOf(userAgent),
            GivenFieldManager = manager,
            Force = query.TryGetValue("force", out var force) ? QueryBoolean.Parse(force) : null,
        };
    }

    /// <summary>The part of a User-Agent before its slash.</summary>
    public static string ManagerOf(string userAgent)
    {
        var slash = userAgent.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? userAgent : userAgent[..slash];
        name = string.Concat(name.Where(character => !char.IsControl(character)));
        return name.Length > FieldManagerLengthMax ? name[..FieldManagerLengthMax] : name.Length == 0 ? "unknown" : name;
    }

    private static bool ParseDryRun(IQueryCollection query, List<FieldError> faults)
    {
        if (!query.TryGetValue("dryRun", out var values))
            return false;
        foreach (var value in values)
        {
            if (value != "All")
                faults.Add(FieldError.NotSupported("dryRun", value, "All"));
        }

        return true;
    }

    private static FieldValidation ParseFieldValidation(IQueryCollection query, List<FieldError> faults)
    {
        var text = query["fieldValidation"].ToString();
        switch (text)
        {
            case "" or "Warn":
                return FieldValidation.Warn;
            case "Ignore":
                return FieldValidation.Ignore;
            case "Strict":
                return FieldValidation.Strict;
            default:
                faults.Add(FieldError.NotSupported("fieldValidation", text, "Ignore", "Strict", "Warn"));
                return FieldValidation.Warn;
        }
    }
}
