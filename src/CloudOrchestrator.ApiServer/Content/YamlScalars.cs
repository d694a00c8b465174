using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudOrchestrator.ApiServer.Content;

/// <summary>Types of YAML scalars as kubectl's YAML library resolves them (YAML 1.1: <c>yes</c> and <c>on</c> are booleans, <c>0777</c> is octal).</summary>
internal static class YamlScalars
{
    /// <summary>The JSON value a scalar stands for.</summary>
    public static JsonNode? Resolve(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
            return ResolveTagged(scalar);
        return scalar.Style is ScalarStyle.Plain ? ResolvePlain(scalar.Value) : JsonValue.Create(scalar.Value);
    }

    /// <summary>True when a plain scalar of this text would not be read as a string.</summary>
    public static bool NeedsQuotes(string text) => text.Length == 0 || ResolvePlain(text) is not JsonValue value || value.GetValueKind() != JsonValueKind.String;

    private static JsonNode? ResolveTagged(Scalar scalar) => scalar.Tag.Value switch
    {
        "tag:yaml.org,2002:str" or "tag:yaml.org,2002:binary" => JsonValue.Create(scalar.Value),
        "tag:yaml.org,2002:null" => null,
        _ => ResolvePlain(scalar.Value),
    };

    private static JsonNode? ResolvePlain(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return JsonValue.Create(true);
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return JsonValue.Create(false);
        }

        var first = text[0];
        return char.IsAsciiDigit(first) || first is '-' or '+' or '.' ? ResolveNumber(text) : JsonValue.Create(text);
    }

    private static JsonNode ResolveNumber(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (TryInteger(plain, out var integer))
            return JsonValue.Create(integer);
        if (ulong.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var unsigned) && plain[0] != '0')
            return JsonValue.Create(unsigned);
        if (IsFloat(plain) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture))!;
        return JsonValue.Create(text);
    }

    private static bool TryInteger(string text, out long number)
    {
        number = 0;
        var negative = text[0] == '-';
        var digits = text[0] is '-' or '+' ? text[1..] : text;
        if (digits.Length == 0)
            return false;
        var (radix, start) = digits switch
        {
            ['0', 'x' or 'X', _, ..] => (16, 2),
            ['0', 'b' or 'B', _, ..] => (2, 2),
            ['0', 'o' or 'O', _, ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        if (radix == 10)
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        foreach (var character in digits.AsSpan(start))
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            if (digit >= radix || number > (long.MaxValue - digit) / radix)
                return false;
            number = (number * radix) + digit;
        }

        number = negative ? -number : number;
        return true;
    }

    private static bool IsFloat(string text) => text.All(character => char.IsAsciiDigit(character) || character is '.' or '-' or '+' or 'e' or 'E') && text.Any(char.IsAsciiDigit);
}
