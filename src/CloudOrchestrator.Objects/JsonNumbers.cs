using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Objects;

/// <summary>
/// Makes JSON numbers that answer <c>GetValue</c> for every numeric type. A node made from a C# <c>int</c> refuses <c>GetValue&lt;long&gt;()</c>;
/// one made from JSON text does not, and trees mix both unless someone takes care.
/// </summary>
public static class JsonNumbers
{
    private const int CommonMax = 256;

    private static readonly JsonElement[] Common = ReadCommon();

    /// <summary>A number node.</summary>
    public static JsonValue Create(long number) => JsonValue.Create(number is >= 0 and <= CommonMax ? Common[number] : Read(number))!;

    private static JsonElement Read(long number)
    {
        Span<byte> text = stackalloc byte[20];
        number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var reader = new Utf8JsonReader(text[..length]);
        return JsonElement.ParseValue(ref reader);
    }

    private static JsonElement[] ReadCommon()
    {
        var text = new StringBuilder("[0");
        for (var i = 1; i <= CommonMax; i++)
            text.Append(',').Append(i);
        using var document = JsonDocument.Parse(text.Append(']').ToString());
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
