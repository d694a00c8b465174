using System.Globalization;
using System.Numerics;

namespace CloudOrchestrator.Objects;

/// <summary>Prints quantities in canonical form: no fraction, the largest suffix that keeps the value exact.</summary>
internal static class QuantityPrinter
{
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private static readonly BigInteger Billion = 1_000_000_000;

    public static string Print(BigInteger nanos, QuantityFormat format)
    {
        if (nanos.IsZero)
            return "0";
        // Binary suffixes are only for whole numbers of at least 1024; others would be rounded or confuse.
        if (format == QuantityFormat.BinarySI && BigInteger.Abs(nanos) >= 1024 * Billion)
        {
            var (units, rest) = BigInteger.DivRem(nanos, Billion);
            if (rest.IsZero)
                return PrintBinary(units);
        }
        return PrintDecimal(nanos, exponentNotation: format == QuantityFormat.DecimalExponent);
    }

    private static string PrintBinary(BigInteger units)
    {
        var power = RemoveFactors(ref units, 1024, BinarySuffixes.Length - 1);
        return units.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[power];
    }

    private static string PrintDecimal(BigInteger nanos, bool exponentNotation)
    {
        var power = RemoveFactors(ref nanos, 1000, int.MaxValue);
        var exponent = (power * 3) + Quantity.NanoScale;
        var number = nanos.ToString(CultureInfo.InvariantCulture);
        if (!exponentNotation && power < DecimalSuffixes.Length)
            return number + DecimalSuffixes[power];
        return exponent == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}e{exponent}");
    }

    private static int RemoveFactors(ref BigInteger value, int factor, int most)
    {
        var times = 0;
        while (times < most)
        {
            if (value <= long.MaxValue && value >= long.MinValue)
                return times + RemoveSmallFactors(ref value, factor, most - times);
            var (quotient, remainder) = BigInteger.DivRem(value, factor);
            if (!remainder.IsZero)
                break;
            value = quotient;
            times++;
        }
        return times;
    }

    private static int RemoveSmallFactors(ref BigInteger value, int factor, int most)
    {
        var small = (long)value;
        var times = 0;
        while (times < most && small % factor == 0)
        {
            small /= factor;
            times++;
        }
        value = small;
        return times;
    }
}
