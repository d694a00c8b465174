namespace CloudOrchestrator.Objects.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0n", "0")]
    [InlineData("-0", "0")]
    [InlineData("0Ki", "0")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5", "500m")]
    [InlineData("0.1", "100m")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("1", "1")]
    [InlineData("10", "10")]
    [InlineData("100", "100")]
    [InlineData("1000", "1k")]
    [InlineData("1024", "1024")]
    [InlineData("12000", "12k")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E3", "1e3")]
    [InlineData("12e6", "12e6")]
    [InlineData("1e4", "10e3")]
    [InlineData("1e-1", "100e-3")]
    [InlineData("1e0", "1")]
    [InlineData("100e-3", "100e-3")]
    [InlineData("1Ki", "1Ki")]
    [InlineData("1000Ki", "1000Ki")]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("1025Ki", "1025Ki")]
    [InlineData("1048576Ki", "1Gi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.5Mi", "512Ki")]
    [InlineData("0.1Ki", "102400m")]
    [InlineData("1.1Ki", "1126400m")]
    [InlineData(".5", "500m")]
    [InlineData("1.", "1")]
    [InlineData("1.G", "1G")]
    [InlineData("-1", "-1")]
    [InlineData("+1", "1")]
    [InlineData("-1.5", "-1500m")]
    [InlineData("-1Ki", "-1Ki")]
    [InlineData("00012", "12")]
    [InlineData("1n", "1n")]
    [InlineData("1u", "1u")]
    [InlineData("1000u", "1m")]
    [InlineData("0.1n", "1n")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("1.0000000001", "1000000001n")]
    [InlineData("100E", "100E")]
    [InlineData("1Ei", "1Ei")]
    [InlineData("8Ei", "9223372036854775807")]
    [InlineData("9Ei", "9223372036854775807")]
    [InlineData("1000000000000000000000", "1e21")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("123456789012345678901234567890m", "123456789012345678901234567890m")]
    [InlineData("16777216.0e0", "16777216")]
    [InlineData("3.33Mi", "3491758080m")]
    public void Parse_Text_PrintsCanonicalForm(string text, string expected) => Assert.Equal(expected, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("", QuantityParser.FormatProblem)]
    [InlineData(null, QuantityParser.FormatProblem)]
    [InlineData("1.1.M", QuantityParser.FormatProblem)]
    [InlineData("1+1.0M", QuantityParser.FormatProblem)]
    [InlineData("aoeu", QuantityParser.FormatProblem)]
    [InlineData("0.1am", QuantityParser.FormatProblem)]
    [InlineData("-3.01e-", QuantityParser.SuffixProblem)]
    [InlineData("1 ", QuantityParser.FormatProblem)]
    [InlineData(" 1", QuantityParser.FormatProblem)]
    [InlineData("0.1mi", QuantityParser.SuffixProblem)]
    [InlineData("1i", QuantityParser.SuffixProblem)]
    [InlineData(".5i", QuantityParser.SuffixProblem)]
    [InlineData("1K", QuantityParser.SuffixProblem)]
    [InlineData("1ki", QuantityParser.SuffixProblem)]
    [InlineData("1KiB", QuantityParser.FormatProblem)]
    [InlineData("1GB", QuantityParser.FormatProblem)]
    [InlineData("1e2147483647", QuantityParser.SuffixProblem)]
    [InlineData("١", QuantityParser.FormatProblem)]
    public void TryParse_Malformed_SaysWhat(string? text, string expected)
    {
        Assert.False(Quantity.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("1", "1000m", 0)]
    [InlineData("1Ki", "1024", 0)]
    [InlineData("1Ki", "1k", 1)]
    [InlineData("1e3", "1k", 0)]
    [InlineData("-1", "1n", -1)]
    [InlineData("100E", "99E", 1)]
    public void CompareTo_OtherNotation_ComparesValues(string left, string right, int expected)
    {
        var (a, b) = (Quantity.Parse(left), Quantity.Parse(right));
        Assert.Equal(expected, a.CompareTo(b));
        Assert.Equal(expected == 0, a == b);
        if (expected == 0)
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    [Theory]
    [InlineData("1500m", 2, 1500)]
    [InlineData("1n", 1, 1)]
    [InlineData("-1n", -1, -1)]
    [InlineData("-1500m", -2, -1500)]
    [InlineData("1Gi", 1073741824, 1073741824000)]
    [InlineData("100E", long.MaxValue, long.MaxValue)]
    [InlineData("-100E", long.MinValue, long.MinValue)]
    public void Units_AnyValue_RoundsAwayFromZeroAndSaturates(string text, long units, long millis)
    {
        Assert.Equal(units, Quantity.Parse(text).Units);
        Assert.Equal(millis, Quantity.Parse(text).Millis);
    }

    [Theory]
    [InlineData("1Gi", "512Mi", "1536Mi", "512Mi")]
    [InlineData("1", "500m", "1500m", "500m")]
    [InlineData("0", "1Ki", "1Ki", "-1Ki")]
    [InlineData("1Gi", "1", "1073741825", "1073741823")]
    [InlineData("9223372036854775807", "1", "9223372036854775808", "9223372036854775806")]
    [InlineData("1e3", "1", "1001", "999")]
    public void Arithmetic_TwoValues_KeepsLeftFormat(string left, string right, string sum, string difference)
    {
        Assert.Equal(sum, (Quantity.Parse(left) + Quantity.Parse(right)).ToString());
        Assert.Equal(difference, (Quantity.Parse(left) - Quantity.Parse(right)).ToString());
    }

    [Fact]
    public void Factories_Numbers_PrintCanonical()
    {
        Assert.Equal("250m", Quantity.FromMillis(250).ToString());
        Assert.Equal("2", Quantity.FromMillis(2000).ToString());
        Assert.Equal("1Ki", Quantity.FromBytes(1024).ToString());
        Assert.Equal("110", Quantity.FromUnits(110).ToString());
        Assert.True(default(Quantity).IsZero);
        Assert.Equal("0", default(Quantity).ToString());
    }

    [Theory]
    [InlineData("1u", "1m")]
    [InlineData("1.0001", "1001m")]
    [InlineData("-1u", "-1m")]
    [InlineData("1500m", "1500m")]
    [InlineData("1Gi", "1Gi")]
    public void RoundedUpToMillis_FinerValue_RoundsAwayFromZero(string text, string expected) =>
        Assert.Equal(expected, Quantity.Parse(text).RoundedUpToMillis().ToString());

    [Fact]
    public void Parse_RandomValues_SurvivesPrintingAndParsing()
    {
        var random = new Random(7);
        string[] suffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "e3", "e-5", "E7"];
        for (var i = 0; i < 5_000; i++)
        {
            var text = $"{(random.Next(4) == 0 ? "-" : "")}{random.Next(1_000_000)}.{random.Next(1_000)}{suffixes[random.Next(suffixes.Length)]}";
            var quantity = Quantity.Parse(text);
            var again = Quantity.Parse(quantity.ToString());
            Assert.True(quantity == again, $"{text} printed {quantity}");
            Assert.Equal(quantity.ToString(), again.ToString());
        }
    }
}
