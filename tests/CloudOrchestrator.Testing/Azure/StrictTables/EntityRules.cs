using System.Text.RegularExpressions;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>The Table service's limits on one entity.</summary>
internal static partial class EntityRules
{
    private const int KeyCharactersMax = 512;
    private const int PropertyBytesMax = 64 << 10;
    private const int EntityBytesMax = 1 << 20;
    private const int PropertiesMax = 252;

    public static void Check(string partitionKey, string rowKey, IReadOnlyDictionary<string, object> properties)
    {
        CheckKey(partitionKey, "PartitionKey");
        CheckKey(rowKey, "RowKey");
        if (properties.Count > PropertiesMax)
            throw TableRefusal.Bad("TooManyProperties", $"The entity contains more properties than allowed: {properties.Count}.");
        var bytes = 4 + ((partitionKey.Length + rowKey.Length) * 2);
        foreach (var (name, value) in properties)
        {
            if (name.Length > 255 || !PropertyName().IsMatch(name))
                throw TableRefusal.Bad("PropertyNameInvalid", $"The property name is invalid: {name}.");
            var size = Size(value);
            if (size > PropertyBytesMax)
                throw TableRefusal.Bad("PropertyValueTooLarge", $"The property value exceeds the maximum allowed size (64KB): {name} has {size} bytes.");
            bytes += 8 + (name.Length * 2) + size;
        }

        if (bytes > EntityBytesMax)
            throw TableRefusal.Bad("EntityTooLarge", $"The entity is larger than the maximum allowed size (1MB): {bytes} bytes.");
    }

    private static void CheckKey(string key, string name)
    {
        if (key.Length > KeyCharactersMax)
            throw TableRefusal.Bad("KeyValueTooLarge", $"The {name} has {key.Length} characters.");
        foreach (var character in key)
        {
            if (character is '/' or '\\' or '#' or '?' or < ' ' or (>= '\u007f' and <= '\u009f'))
                throw TableRefusal.Bad("OutOfRangeInput", $"The '{name}' parameter of value '{key}' is out of range.");
        }
    }

    private static int Size(object value) => value switch
    {
        string text => (text.Length * 2) + 4,
        byte[] bytes => bytes.Length,
        bool => 1,
        int => 4,
        Guid => 16,
        _ => 8,
    };

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*$")]
    private static partial Regex PropertyName();
}
