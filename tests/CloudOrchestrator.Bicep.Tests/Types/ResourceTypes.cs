namespace CloudOrchestrator.Bicep.Tests.Types;

/// <summary>The table of resource types in <c>resource-types.txt</c>.</summary>
internal static class ResourceTypes
{
    private static readonly Dictionary<string, TypeNode> Table = Load();

    public static TypeNode? Find(string type, string version) => Table.GetValueOrDefault($"{type}@{version}");

    public static IEnumerable<string> Versions(string type) =>
        Table.Keys.Where(key => key.StartsWith(type + "@", StringComparison.OrdinalIgnoreCase)).Select(key => key[(key.IndexOf('@', StringComparison.Ordinal) + 1)..]);

    private static Dictionary<string, TypeNode> Load()
    {
        using var stream = typeof(ResourceTypes).Assembly.GetManifestResourceStream("resource-types.txt") ?? throw new InvalidOperationException("the table is not embedded");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, TypeNode>(StringComparer.Ordinal);
        var levels = new Stack<TypeNode>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var depth = (line.Length - line.TrimStart().Length) / 2;
            while (levels.Count > depth)
                levels.Pop();
            var node = depth == 0 ? table[line] = new TypeNode(Shape.Object) : Add(levels.Peek(), line.Trim());
            levels.Push(node);
        }
        return table;
    }

    private static TypeNode Add(TypeNode owner, string line)
    {
        var (name, rest) = line.Split(' ', 2) is [var first, var second] ? (first, second) : throw new FormatException($"no type: {line}");
        var type = rest[0] == '\''
            ? new TypeNode(Shape.Text) { Allowed = [.. rest.Split('\'').Where((_, index) => index % 2 == 1)] }
            : rest == "object" ? new TypeNode(Shape.Object) : TypeNode.OfWord(rest) ?? throw new FormatException($"no type: {line}");
        if (name == "-")
        {
            owner.Item = type;
            return type;
        }
        // What stands below an array describes its items.
        var target = owner.Shape == Shape.Array ? owner.Item = owner.Item is { Shape: Shape.Object } item ? item : new TypeNode(Shape.Object) : owner;
        target.Properties[name.TrimEnd('!', '~')] = new PropertyType(type, name.EndsWith('!'), name.EndsWith('~'));
        return type;
    }
}
