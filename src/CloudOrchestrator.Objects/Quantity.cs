using System.Numerics;

namespace CloudOrchestrator.Objects;

/// <summary>
/// A Kubernetes quantity: an exact decimal number with a binary (Ki…Ei), decimal (n…E) or exponent suffix.
/// Compares by value; <see cref="ToString"/> is the canonical form Kubernetes prints.
/// </summary>
public readonly partial struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    /// <summary>Smallest power of ten kept; finer values are rounded away from zero, as Kubernetes does.</summary>
    internal const int NanoScale = -9;

    private const int MilliScale = -3;

    // The value is _mantissa * 10^_scale, or _nanos * 10^-9 where that does not fit. The scale is never below NanoScale.
    private readonly long _mantissa;
    private readonly object? _nanos;
    private readonly short _scale;
    private readonly QuantityFormat _format;

    internal Quantity(long mantissa, int scale, QuantityFormat format)
    {
        _mantissa = mantissa;
        _scale = (short)scale;
        _format = format;
    }

    internal Quantity(BigInteger nanos, QuantityFormat format)
    {
        _format = format;
        _scale = NanoScale;
        if (nanos >= long.MinValue && nanos <= long.MaxValue)
            _mantissa = (long)nanos;
        else
            _nanos = nanos;
    }

    /// <summary>Parses a quantity; false when <paramref name="text"/> is none.</summary>
    public static bool TryParse(string? text, out Quantity quantity) => QuantityParser.TryParse(text, out quantity, out _);

    /// <summary>Parses a quantity; <paramref name="problem"/> is Kubernetes' wording of what is wrong.</summary>
    public static bool TryParse(string? text, out Quantity quantity, out string problem) => QuantityParser.TryParse(text, out quantity, out problem);

    /// <summary>Parses a quantity.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Quantity Parse(string text) =>
        QuantityParser.TryParse(text, out var quantity, out var problem) ? quantity : throw new FormatException(problem);

    /// <summary>A whole number of units, decimal format.</summary>
    public static Quantity FromUnits(long units) => new(units, 0, QuantityFormat.DecimalSI);

    /// <summary>A number of thousandths, decimal format: <c>250</c> prints <c>250m</c>.</summary>
    public static Quantity FromMillis(long millis) => new(millis, MilliScale, QuantityFormat.DecimalSI);

    /// <summary>A number of bytes, binary format: <c>1024</c> prints <c>1Ki</c>.</summary>
    public static Quantity FromBytes(long bytes) => new(bytes, 0, QuantityFormat.BinarySI);

    /// <summary>The value in units, rounded up, saturating.</summary>
    public long Units => Scaled(0);

    /// <summary>The value in thousandths, rounded up, saturating.</summary>
    public long Millis => Scaled(MilliScale);

    /// <summary>True when the value is zero.</summary>
    public bool IsZero => _nanos is null && _mantissa == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _nanos is BigInteger nanos ? nanos.Sign : Math.Sign(_mantissa);

    /// <summary>The value rounded away from zero to whole thousandths, as Kubernetes keeps resource lists.</summary>
    public Quantity RoundedUpToMillis()
    {
        if (_nanos is null && _scale >= MilliScale)
            return this;
        var (quotient, remainder) = BigInteger.DivRem(Nanos, 1_000_000);
        return remainder.IsZero ? this : new Quantity((quotient + remainder.Sign) * 1_000_000, _format);
    }

    /// <summary>Sum, in the format of the left side, or of the right side when the left one is zero.</summary>
    public static Quantity operator +(Quantity left, Quantity right)
    {
        var format = left.IsZero ? right._format : left._format;
        if (left._nanos is null && right._nanos is null && left._scale == right._scale)
        {
            var sum = unchecked(left._mantissa + right._mantissa);
            if (((left._mantissa ^ sum) & (right._mantissa ^ sum)) >= 0)
                return new(sum, left._scale, format);
        }
        return new(left.Nanos + right.Nanos, format);
    }

    /// <summary>Difference, in the format of the left side, or of the right side when the left one is zero.</summary>
    public static Quantity operator -(Quantity left, Quantity right) =>
        left + (right._nanos is null && right._mantissa != long.MinValue
            ? new Quantity(-right._mantissa, right._scale, right._format)
            : new Quantity(-right.Nanos, right._format));

    /// <summary>True when the left value is smaller.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>True when the left value is larger.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>True when the left value is not larger.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left value is not smaller.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>True when the values are equal, whatever their notation.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>True when the values differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _nanos is null && other._nanos is null && _scale == other._scale
        ? _mantissa.CompareTo(other._mantissa)
        : Nanos.CompareTo(other.Nanos);

    /// <inheritdoc/>
    public bool Equals(Quantity other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Nanos.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => QuantityPrinter.Print(Nanos, _format);

    /// <summary>The value in billionths; exact.</summary>
    internal BigInteger Nanos => _nanos is BigInteger nanos ? nanos : _mantissa * BigInteger.Pow(10, _scale - NanoScale);

    private long Scaled(int scale)
    {
        if (_nanos is null && _scale == scale)
            return _mantissa;
        var (quotient, remainder) = BigInteger.DivRem(Nanos, BigInteger.Pow(10, scale - NanoScale));
        quotient += remainder.Sign;
        return quotient > long.MaxValue ? long.MaxValue : quotient < long.MinValue ? long.MinValue : (long)quotient;
    }
}
