namespace CloudOrchestrator.Kinds.Core.Events;

/// <summary>Checks Events: leniently those of the old recorder, strictly those of the new.</summary>
internal static class EventValidation
{
    private const int TextLengthMax = 128;
    private const int NoteLengthMax = 1024;
    private const string NotUnset = "needs to be unset";

    /// <summary>What holds in both views; <paramref name="reporterField"/> is the view's name for who reports.</summary>
    public static FaultList Validate(Event value, string reporterField)
    {
        var faults = new FaultList();
        var (space, about) = (value.Metadata.Namespace ?? "", value.InvolvedObject.Namespace ?? "");
        if (value.EventTime is null)
        {
            if (about.Length == 0 ? space is not ("" or "default") : space != about)
                faults.Invalid("involvedObject.namespace", about, "does not match event.namespace");
        }
        else
        {
            if (about.Length == 0 && space is not ("default" or "kube-system"))
                faults.Invalid("involvedObject.namespace", about, "does not match event.namespace");
            ValidateReporter(value, reporterField, faults);
        }

        faults.Invalid("namespace", space, NameFormats.DnsSubdomain(space));
        return faults;
    }

    /// <summary>What the events.k8s.io view demands of new events.</summary>
    public static FaultList ValidateStrictly(Event value)
    {
        var faults = new FaultList();
        if (value.Series is { } series)
        {
            if (series.Count is null or < 2)
                faults.Invalid("series.count", "", "should be at least 2");
            if (series.LastObservedTime is null)
                faults.Required("series.lastObservedTime");
        }

        if (value.EventTime is null)
            faults.Required("eventTime");
        if (value.Type is not ("Normal" or "Warning"))
            faults.Invalid("type", "", $"has invalid value: {value.Type}");
        if (value.FirstTimestamp is not null)
            faults.Invalid("firstTimestamp", "", NotUnset);
        if (value.LastTimestamp is not null)
            faults.Invalid("lastTimestamp", "", NotUnset);
        if (value.Count is not (null or 0))
            faults.Invalid("count", "", NotUnset);
        if (value.Source is { } source && !(string.IsNullOrEmpty(source.Component) && string.IsNullOrEmpty(source.Host)))
            faults.Invalid("source", "", NotUnset);
        return faults;
    }

    /// <summary>In the events.k8s.io view an event only grows its series.</summary>
    public static FaultList ValidateChangeStrictly(Event value, Event old)
    {
        var faults = new FaultList();
        faults.RequireUnchanged("involvedObject", value.InvolvedObject, old.InvolvedObject);
        faults.RequireUnchanged("reason", value.Reason ?? "", old.Reason ?? "");
        faults.RequireUnchanged("message", value.Message ?? "", old.Message ?? "");
        faults.RequireUnchanged("source", value.Source ?? new(), old.Source ?? new());
        faults.RequireUnchanged("firstTimestamp", value.FirstTimestamp, old.FirstTimestamp);
        faults.RequireUnchanged("lastTimestamp", value.LastTimestamp, old.LastTimestamp);
        faults.RequireUnchanged("count", value.Count ?? 0, old.Count ?? 0);
        faults.RequireUnchanged("reportingController", value.ReportingComponent, old.ReportingComponent);
        faults.RequireUnchanged("reportingInstance", value.ReportingInstance, old.ReportingInstance);
        faults.RequireUnchanged("action", value.Action ?? "", old.Action ?? "");
        faults.RequireUnchanged("related", value.Related, old.Related);
        faults.RequireUnchanged("type", value.Type ?? "", old.Type ?? "");
        faults.RequireUnchanged("eventTime", value.EventTime, old.EventTime);
        return faults;
    }

    private static void ValidateReporter(Event value, string reporterField, FaultList faults)
    {
        if (string.IsNullOrEmpty(value.ReportingComponent))
            faults.Required(reporterField);
        faults.Invalid(reporterField, value.ReportingComponent ?? "", NameFormats.QualifiedName(value.ReportingComponent ?? ""));
        RequireShort("reportingInstance", value.ReportingInstance, faults);
        RequireShort("action", value.Action, faults);
        RequireShort("reason", value.Reason, faults);
        if (value.Message is { Length: > NoteLengthMax })
            faults.Invalid("message", "", $"can have at most {NoteLengthMax} characters");
    }

    private static void RequireShort(string field, string? text, FaultList faults)
    {
        if (string.IsNullOrEmpty(text))
            faults.Required(field);
        else if (text.Length > TextLengthMax)
            faults.Invalid(field, "", $"can have at most {TextLengthMax} characters");
    }
}
