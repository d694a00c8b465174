using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace CloudOrchestrator.Objects;

/// <summary>Makes converters of properties marked <see cref="FieldAttribute.Shared"/>.</summary>
internal static class SharedConverter
{
    /// <summary>A converter with a memory of its own.</summary>
    public static JsonConverter Of(Type type) => (JsonConverter)Activator.CreateInstance(typeof(SharedConverter<>).MakeGenericType(type))!;

    /// <summary>A hash of a text.</summary>
    public static uint HashOf(ReadOnlySpan<byte> text)
    {
        var hash = (uint)text.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(text))
            hash = BitOperations.Crc32C(hash, word);
        foreach (var rest in text[(text.Length & ~7)..])
            hash = BitOperations.Crc32C(hash, rest);
        return hash;
    }
}

/// <summary>
/// Decodes a value once for many objects that say the same, such as the containers of a Deployment's pods: they share it, which spares the decoding and most of
/// their memory. Values are immutable, so nobody can tell. What comes once is not kept: only a text seen before is remembered, until another takes its place.
/// </summary>
/// <remarks>
/// The memory belongs to <see cref="ObjectJson.Options"/> and lives as long as the process, as all that these options know of types does: options of one's own would
/// cost every owner the compiled knowledge of all types, and decoding needs none. It cannot be wrong, for it answers a text with that text's value and nothing else,
/// and it cannot grow: <see cref="Slots"/> texts of up to <see cref="TextMax"/> bytes for each type of a shared property.
/// </remarks>
internal sealed class SharedConverter<T> : JsonConverter<T>
    where T : class
{
    private const int Slots = 1024;
    private const int TextMin = 16;
    private const int TextMax = 16 * 1024;

    private readonly uint[] _seen = new uint[Slots];
    private readonly Entry?[] _known = new Entry?[Slots];

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var begin = reader;
        if (!JsonSlice.TryTake(ref reader, out var text) || text.Length is < TextMin or > TextMax)
        {
            reader = begin;
            return JsonSerializer.Deserialize<T>(ref reader, options);
        }

        // Threads that race decode twice; each slot holds one whole entry or another.
        var hash = SharedConverter.HashOf(text);
        ref var known = ref _known[hash % Slots];
        if (Volatile.Read(ref known) is { } entry && entry.Text.AsSpan().SequenceEqual(text))
            return entry.Value;
        var value = JsonSerializer.Deserialize<T>(text, options);
        ref var seen = ref _seen[hash % Slots];
        if (seen == hash && value is not null)
            Volatile.Write(ref known, new Entry(text.ToArray(), value));
        seen = hash;
        return value;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);

    private sealed record Entry(byte[] Text, T Value);
}
