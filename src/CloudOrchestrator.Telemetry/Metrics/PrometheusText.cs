using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Telemetry.Metrics;

/// <summary>Writes measurements in Prometheus' text format, version 0.0.4.</summary>
public static class PrometheusText
{
    /// <summary>The format's content type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All families as text. Names keep their letters and digits; everything else becomes an underscore.</summary>
    public static string Write(IReadOnlyList<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
            Write(text, family);
        var dropped = families.Where(family => family.Dropped > 0).ToArray();
        if (dropped.Length > 0)
        {
            text.Append("# HELP cloudorchestrator_metric_dropped_total Measurements that found no room for a series of their own.\n");
            text.Append("# TYPE cloudorchestrator_metric_dropped_total counter\n");
            foreach (var family in dropped)
                text.Append(CultureInfo.InvariantCulture, $"cloudorchestrator_metric_dropped_total{{metric=\"{NameOf(family)}\"}} {family.Dropped}\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family)
    {
        var series = family.Series.Select(one => (Labels: Labels(one.Tags), Series: one)).OrderBy(one => one.Labels, StringComparer.Ordinal).ToArray();
        if (series.Length == 0)
            return;
        var name = NameOf(family);
        if (family.Description.Length > 0)
            text.Append("# HELP ").Append(name).Append(' ').Append(family.Description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var (labels, one) in series)
        {
            if (family.Kind == MetricKind.Histogram)
                WriteHistogram(text, name, labels, family, one);
            else
                Line(text, name, labels, one.Value);
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, MetricFamily family, MetricSeries series)
    {
        var (count, sum, buckets) = series.Distribution();
        for (var index = 0; index < buckets.Length; index++)
            Line(text, name + "_bucket", Joined(labels, $"le=\"{Number(family.BucketBounds[index])}\""), buckets[index]);
        Line(text, name + "_bucket", Joined(labels, "le=\"+Inf\""), count);
        Line(text, name + "_sum", labels, sum);
        Line(text, name + "_count", labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    // Counters of other worlds are named without the suffix that Prometheus asks for.
    private static string NameOf(MetricFamily family)
    {
        var name = Legal(family.Name);
        return family.Kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Legal(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var letter in name)
            text.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' ? letter : '_');
        return text.Length > 0 && char.IsAsciiDigit(text[0]) ? "_" + text : text.ToString();
    }

    private static string Labels(IReadOnlyList<KeyValuePair<string, object?>> tags) =>
        string.Join(',', tags.Select(tag => $"{Legal(tag.Key).Replace(':', '_')}=\"{Escaped(tag.Value?.ToString() ?? "")}\""));

    private static string Joined(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : double.IsNaN(value) ? "NaN"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
