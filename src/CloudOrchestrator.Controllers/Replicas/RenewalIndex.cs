using System.Globalization;

namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>
/// Orders leases by the time of their renewal, the last renewed first. A value is the namespace, the time counted backwards and the name, so that it belongs to one
/// lease.
/// </summary>
internal static class RenewalIndex
{
    public const string Name = "spec.renewTime";

    private const int Digits = 19;
    private static readonly Func<StoredObject, string?> RenewTime = FieldIndex.Path("spec", "renewTime");

    /// <summary>The value of a lease; null for one that was never renewed.</summary>
    public static string? Of(StoredObject lease) =>
        RenewTime(lease) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? string.Create(CultureInfo.InvariantCulture, $"{Prefix(lease.Key.Namespace)}{long.MaxValue - time.UtcTicks:D19}/{lease.Key.Name}")
            : null;

    /// <summary>What the values of a namespace begin with.</summary>
    public static string Prefix(string @namespace) => @namespace + "/";

    /// <summary>The time of a value.</summary>
    public static DateTimeOffset TimeOf(string value)
    {
        var begin = value.IndexOf('/', StringComparison.Ordinal) + 1;
        return new DateTimeOffset(long.MaxValue - long.Parse(value.AsSpan(begin, Digits), CultureInfo.InvariantCulture), TimeSpan.Zero);
    }
}
