namespace CloudOrchestrator.Objects;

/// <summary>
/// A Kubernetes quantity: an exact decimal number with a binary (Ki…Ei), decimal (n…E) or exponent suffix.
/// Compares by value; <see cref="ToString"/> is the canonical form Kubernetes prints.
/// </summary>
public readonly partial struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    /// <summary>Parses a quantity; false when <paramref name="text"/> is none.</summary>
    public static bool TryParse(string? text, out Quantity quantity) => throw new NotImplementedException();

    /// <summary>Parses a quantity.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Quantity Parse(string text) => throw new NotImplementedException();

    /// <summary>A whole number of units, decimal format.</summary>
    public static Quantity FromUnits(long units) => throw new NotImplementedException();

    /// <summary>A number of thousandths, decimal format: <c>250</c> prints <c>250m</c>.</summary>
    public static Quantity FromMillis(long millis) => throw new NotImplementedException();

    /// <summary>A number of bytes, binary format: <c>1024</c> prints <c>1Ki</c>.</summary>
    public static Quantity FromBytes(long bytes) => throw new NotImplementedException();

    /// <summary>The value in units, rounded up, saturating.</summary>
    public long Units => throw new NotImplementedException();

    /// <summary>The value in thousandths, rounded up, saturating.</summary>
    public long Millis => throw new NotImplementedException();

    /// <summary>True when the value is zero.</summary>
    public bool IsZero => throw new NotImplementedException();

    /// <summary>Sum, in the format of the left side.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => throw new NotImplementedException();

    /// <summary>Difference, in the format of the left side.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => throw new NotImplementedException();

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(Quantity other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <inheritdoc/>
    public override string ToString() => throw new NotImplementedException();
}
