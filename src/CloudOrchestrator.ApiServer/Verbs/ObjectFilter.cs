using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>Which objects a list or watch shows.</summary>
internal sealed class ObjectFilter
{
    private readonly KindDescriptor _kind;
    private readonly string _namespace;
    private readonly LabelMatcher _labels;
    private readonly FieldMatcher _fields;
    private readonly SelectableFieldCache _values;
    private readonly string? _exactName;

    private ObjectFilter(KindDescriptor kind, string @namespace, LabelMatcher labels, FieldMatcher fields, SelectableFieldCache values)
    {
        _values = values;
        _kind = kind;
        _namespace = @namespace;
        _labels = labels;
        _fields = fields;
        _exactName = fields.Terms.FirstOrDefault(term => term is { Equal: true, Field: "metadata.name" })?.Value;
    }

    /// <summary>True when everything in the namespace matches.</summary>
    public bool MatchesAll => _labels.Requirements.Count == 0 && _fields.Terms.Count == 0 && !ReferenceEquals(_labels, LabelMatcher.Nothing);

    /// <summary>The filter of a call; 400 for a field that the kind does not select by.</summary>
    public static ResultOf<ObjectFilter> Create(KindDescriptor kind, string @namespace, string name, ListOptions options, SelectableFieldCache values)
    {
        foreach (var term in options.Fields.Terms)
        {
            if (term.Field is "metadata.name" or "metadata.namespace" || kind.SelectableFields.ContainsKey(term.Field))
                continue;
            var known = kind.SelectableFields.Count > 0 && kind.Resource.Group.Length == 0;
            return ApiStatuses.BadRequest(known
                ? $"field label not supported: {term.Field}"
                : $"\"{term.Field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        }

        var fields = options.Fields;
        if (name.Length > 0)
        {
            var byName = FieldMatcher.Parse($"metadata.name={name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal)}");
            if (!byName.Succeeded)
                return byName.Error;
            fields = byName.Value;
        }

        return new ObjectFilter(kind, @namespace, options.Labels, fields, values);
    }

    /// <summary>Part of the stream in which all objects shown are; null for all of it.</summary>
    public ChangeScope? Scope => OnlyKey is { } key ? ChangeScope.Object(key)
        : NodeTerm is { } node ? ChangeScope.Indexed(node.Field, node.Value)
        : _namespace.Length > 0 ? ChangeScope.Namespace(_namespace)
        : null;

    /// <summary>The objects shown, after a key if there is one, in order: as much work as there may be matches, where a name or an index tells them.</summary>
    public IEnumerable<StoredObject> In(ReplicaSnapshot snapshot, ObjectKey? after)
    {
        var candidates = CandidatesIn(snapshot, after);
        return MatchesAll ? candidates : candidates.Where(Matches);
    }

    /// <summary>True when the object is shown.</summary>
    public bool Matches(StoredObject value)
    {
        if (_namespace.Length > 0 && value.Key.Namespace != _namespace)
            return false;
        if (!_labels.Matches(value.Labels))
            return false;
        if (_fields.Terms.Count == 0)
            return true;

        // Names are compared first: that spares decoding most objects.
        return (_exactName is null || _exactName == value.Key.Name) && _fields.Matches(field => field switch
        {
            "metadata.name" => value.Key.Name,
            "metadata.namespace" => value.Key.Namespace,
            _ => _values.ValueOf(_kind, value, field),
        });
    }

    // The only key that can match; null when there are more.
    private ObjectKey? OnlyKey => _exactName is { } name && (_namespace.Length > 0 || !_kind.Namespaced) ? new ObjectKey(_namespace, name) : null;

    private FieldTerm? NodeTerm => _kind.Resource is { Group: "", Plural: "pods" }
        ? _fields.Terms.FirstOrDefault(term => term is { Equal: true, Field: "spec.nodeName", Value.Length: > 0 })
        : null;

    private IEnumerable<StoredObject> CandidatesIn(ReplicaSnapshot snapshot, ObjectKey? after)
    {
        if (OnlyKey is { } key)
        {
            var one = snapshot.Get(key);
            return one is null || (after is { } last && one.Key.CompareTo(last) <= 0) ? [] : [one];
        }

        if (NodeTerm is { } node)
        {
            var indexed = snapshot.ByIndex(node.Field, node.Value).OrderBy(value => value.Key);
            return after is { } last ? indexed.Where(value => value.Key.CompareTo(last) > 0) : indexed;
        }

        return snapshot.List(_namespace.Length == 0 ? null : _namespace, after);
    }
}
