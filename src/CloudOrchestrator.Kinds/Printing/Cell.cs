using System.Globalization;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Printing;

/// <summary>Renders the values that occur in many tables.</summary>
internal static class Cell
{
    /// <summary>What an absent value shows.</summary>
    public const string None = "<none>";

    /// <summary>What an unset time shows.</summary>
    public const string Unknown = "<unknown>";

    /// <summary>Time since <paramref name="time"/> in short form.</summary>
    public static string Age(DateTimeOffset? time, DateTimeOffset now) => time is { } known ? Durations.Human(now - known) : Unknown;

    /// <summary>Time of creation as a date.</summary>
    public static string Date(DateTimeOffset? time) => time is { } known ? Timestamps.Format(known) : "";

    /// <summary>The text, or <c>&lt;none&gt;</c>.</summary>
    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>A map of labels as <c>a=b,c=d</c>, sorted, or <c>&lt;none&gt;</c>.</summary>
    public static string Labels(IReadOnlyDictionary<string, string>? labels) => labels is not { Count: > 0 }
        ? None
        : string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    /// <summary>A structured label selector in query form, or <c>&lt;none&gt;</c>.</summary>
    public static string Selector(LabelSelector? selector) =>
        selector is { MatchLabels.Count: > 0 } or { MatchExpressions.Count: > 0 } ? LabelMatcher.From(selector).ToString() : None;

    /// <summary>Names of containers, comma-separated.</summary>
    public static string ContainerNames(PodTemplateSpec? template) => string.Join(',', (template?.Spec?.Containers ?? []).Select(container => container.Name));

    /// <summary>Images of containers, comma-separated.</summary>
    public static string ContainerImages(PodTemplateSpec? template) => string.Join(',', (template?.Spec?.Containers ?? []).Select(container => container.Image));

    /// <summary>An integer in decimal digits.</summary>
    public static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
