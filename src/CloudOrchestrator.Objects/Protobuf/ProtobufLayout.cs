namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>The fields of a message by number. Groups are messages on the wire whose fields JSON shows inline.</summary>
internal sealed class ProtobufLayout
{
    private readonly Dictionary<int, SchemaField> _fields = [];
    private readonly SortedDictionary<int, ProtobufLayout> _groups = [];

    public ProtobufLayout(IEnumerable<SchemaField> fields)
    {
        var inside = new Dictionary<int, List<SchemaField>>();
        foreach (var field in fields.Where(field => field.Number > 0))
        {
            if (field.Inside == 0)
                _fields.Add(field.Number, field);
            else if (inside.TryGetValue(field.Inside, out var group))
                group.Add(field);
            else
                inside.Add(field.Inside, [field]);
        }
        foreach (var (number, group) in inside)
            _groups.Add(number, new ProtobufLayout(group));
    }

    private ProtobufLayout(List<SchemaField> group)
    {
        foreach (var field in group)
            _fields.Add(field.Number, field);
    }

    /// <summary>Numbers of the groups, ascending.</summary>
    public IReadOnlyCollection<int> GroupNumbers => _groups.Keys;

    public SchemaField? Field(int number) => _fields.GetValueOrDefault(number);

    public ProtobufLayout? Group(int number) => _groups.GetValueOrDefault(number);
}
