using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CloudOrchestrator.AzureTables.Log;

/// <summary>
/// Keys of the rows of a stream's partition. Revisions are inverted, so that the newest record is the first row. Object rows sort as their keys do, unless a name
/// has characters that Kubernetes does not allow.
/// </summary>
internal static class LogKeys
{
    /// <summary>Partition of the stream registry; no stream's partition begins with an exclamation mark.</summary>
    public const string Registry = "!streams";

    /// <summary>The row that says up to which revision records were trimmed. It exists as soon as a stream has a record.</summary>
    public const string Floor = "f~";

    private const int ObjectKeyMax = 400;

    public static string Partition(string stream) => Escape(stream);

    public static string Record(long revision) => "l~" + Inverted(revision);

    public static string Object(ObjectKey key)
    {
        var text = $"o~{Escape(key.Namespace)}!{Escape(key.Name)}";
        return text.Length <= ObjectKeyMax
            ? text
            : $"{text[..ObjectKeyMax]}!{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }

    public static string Spill(long revision, int part) => $"s~{Inverted(revision)}~{part:D2}";

    public static long RevisionOf(string rowKey) => long.MaxValue - long.Parse(rowKey.AsSpan(2, 19), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Filter for the records of a range of revisions, both included.</summary>
    public static string Records(string partition, long first, long last) =>
        $"PartitionKey eq '{partition}' and RowKey ge '{Record(last)}' and RowKey le '{Record(first)}'";

    /// <summary>Filter for all records.</summary>
    public static string Records(string partition) => Prefixed(partition, "l~");

    /// <summary>Filter for all objects.</summary>
    public static string Objects(string partition) => Prefixed(partition, "o~");

    /// <summary>Filter for all spilled values.</summary>
    public static string Spills(string partition) => Prefixed(partition, "s~");

    /// <summary>Filter for the parts of one record's value.</summary>
    public static string Spill(string partition, long revision) => Prefixed(partition, $"s~{Inverted(revision)}~");

    private static string Prefixed(string partition, string prefix) => $"PartitionKey eq '{partition}' and RowKey ge '{prefix}' and RowKey lt '{prefix}~'";

    private static string Inverted(long revision) => (long.MaxValue - revision).ToString("D19", CultureInfo.InvariantCulture);

    // Slashes, backslashes, question marks, number signs and control characters are not allowed in keys; quotes and percent signs need care in addresses.
    private static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var character in text.EnumerateRunes())
        {
            if (character.IsAscii && Plain.Contains((char)character.Value))
            {
                escaped.Append((char)character.Value);
                continue;
            }

            foreach (var part in utf8[..character.EncodeToUtf8(utf8)])
                escaped.Append(CultureInfo.InvariantCulture, $"={part:X2}");
        }

        return escaped.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:@");
}
