using System.Globalization;
using System.Numerics;

namespace CloudOrchestrator.Objects;

/// <summary>Parses quantities by Kubernetes' rules: sign, digits, fraction, then a suffix or an exponent.</summary>
internal static class QuantityParser
{
    public const string FormatProblem = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    public const string NumericProblem = "unable to parse numeric part of quantity";
    public const string SuffixProblem = "unable to parse quantity's suffix";

    // Values outside are not quantities of anything; without a bound a short text could ask for gigabytes of digits.
    private const int ExponentMax = 1000;

    public static bool TryParse(string? text, out Quantity quantity, out string problem)
    {
        quantity = default;
        problem = "";
        if (string.IsNullOrEmpty(text) || !Split(text, out var parts))
        {
            problem = FormatProblem;
            return false;
        }
        if (!Interpret(parts.Suffix, out var format, out var exponent))
        {
            problem = SuffixProblem;
            return false;
        }
        quantity = Combine(parts, format, exponent);
        return true;
    }

    private static Quantity Combine(in Parts parts, QuantityFormat format, int exponent)
    {
        var digits = parts.Whole.Length + parts.Fraction.Length;
        var scale = format == QuantityFormat.BinarySI ? 0 : exponent - parts.Fraction.Length;
        var plain = format != QuantityFormat.BinarySI || (parts.Fraction.Length == 0 && digits + (exponent * 3 / 10) < 17);
        if (plain && digits <= 18 && scale >= Quantity.NanoScale)
        {
            var mantissa = Digits(parts.Fraction, Digits(parts.Whole, 0));
            if (format == QuantityFormat.BinarySI)
                mantissa <<= exponent;
            return new Quantity(parts.Negative ? -mantissa : mantissa, mantissa == 0 ? 0 : scale, format);
        }
        return CombineLarge(parts, format, exponent);
    }

    private static Quantity CombineLarge(in Parts parts, QuantityFormat format, int exponent)
    {
        var value = BigInteger.Parse(string.Concat(parts.Whole, parts.Fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        var scale = -parts.Fraction.Length;
        if (format == QuantityFormat.BinarySI)
            value <<= exponent;
        else
            scale += exponent;

        var nanos = ToNanos(value, scale);
        if (format == QuantityFormat.BinarySI)
        {
            var cap = (BigInteger)long.MaxValue * 1_000_000_000;
            if (nanos > cap)
                nanos = cap;
            else if (!nanos.IsZero && nanos < 1_000_000_000)
                format = QuantityFormat.DecimalSI;
        }
        return new Quantity(parts.Negative ? -nanos : nanos, format);
    }

    private static BigInteger ToNanos(BigInteger value, int scale)
    {
        var shift = scale - Quantity.NanoScale;
        if (shift >= 0)
            return value * BigInteger.Pow(10, shift);
        var (quotient, remainder) = BigInteger.DivRem(value, BigInteger.Pow(10, -shift));
        return remainder.IsZero ? quotient : quotient + 1;
    }

    private static long Digits(ReadOnlySpan<char> text, long value)
    {
        foreach (var digit in text)
            value = (value * 10) + (digit - '0');
        return value;
    }

    private static bool Split(string text, out Parts parts)
    {
        var rest = text.AsSpan();
        var negative = rest[0] == '-';
        if (rest[0] is '-' or '+')
            rest = rest[1..];
        rest = rest.TrimStart('0');
        var whole = TakeDigits(ref rest);
        ReadOnlySpan<char> fraction = [];
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }
        parts = new Parts(negative, whole.Length == 0 ? "0" : whole, fraction, rest);
        return IsSuffixShaped(rest);
    }

    private static bool IsSuffixShaped(ReadOnlySpan<char> suffix)
    {
        suffix = suffix.TrimStart("eEinumkKMGTP");
        if (suffix is ['-' or '+', ..])
            suffix = suffix[1..];
        return !suffix.ContainsAnyExceptInRange('0', '9');
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest : rest[..end];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool Interpret(ReadOnlySpan<char> suffix, out QuantityFormat format, out int exponent)
    {
        format = QuantityFormat.DecimalSI;
        exponent = suffix switch
        {
            "" => 0,
            "n" => -9,
            "u" => -6,
            "m" => -3,
            "k" => 3,
            "M" => 6,
            "G" => 9,
            "T" => 12,
            "P" => 15,
            "E" => 18,
            _ => int.MinValue,
        };
        if (exponent != int.MinValue)
            return true;
        if (suffix is [var unit, 'i'] && "KMGTPE".IndexOf(unit, StringComparison.Ordinal) is >= 0 and var power)
        {
            format = QuantityFormat.BinarySI;
            exponent = (power + 1) * 10;
            return true;
        }
        format = QuantityFormat.DecimalExponent;
        return suffix is ['e' or 'E', _, ..]
            && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && Math.Abs((long)exponent) <= ExponentMax;
    }

    private readonly ref struct Parts(bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, ReadOnlySpan<char> suffix)
    {
        public bool Negative { get; } = negative;

        public ReadOnlySpan<char> Whole { get; } = whole;

        public ReadOnlySpan<char> Fraction { get; } = fraction;

        public ReadOnlySpan<char> Suffix { get; } = suffix;
    }
}
