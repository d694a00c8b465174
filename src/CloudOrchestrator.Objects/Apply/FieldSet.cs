namespace CloudOrchestrator.Objects.Apply;

/// <summary>
/// A set of field paths, kept as a tree. The edges are path elements in their FieldsV1 text: <c>f:name</c> for fields and map keys, <c>k:{"name":"x"}</c> for
/// items of map lists, <c>v:"x"</c> for items of sets, <c>i:0</c> for positions. Insert only while building; all else leaves the set as it is, so results
/// may share branches.
/// </summary>
internal sealed class FieldSet
{
    private const int InsertionMax = 16;

    private Dictionary<string, FieldSet>? _children;

    /// <summary>True when the path that ends here belongs to the set.</summary>
    public bool IsMember { get; private set; }

    /// <summary>True when no path belongs to the set.</summary>
    public bool IsEmpty => !IsMember && _children is null;

    /// <summary>The branches; none of them is empty.</summary>
    public IReadOnlyCollection<KeyValuePair<string, FieldSet>> Children => _children is null ? [] : _children;

    /// <summary>The branches in FieldsV1 order.</summary>
    public KeyValuePair<string, FieldSet>[] OrderedChildren()
    {
        if (_children is null)
            return [];
        var ordered = _children.ToArray();
        if (ordered.Length > InsertionMax)
        {
            Array.Sort(ordered, static (left, right) => PathElementOrder.Instance.Compare(left.Key, right.Key));
            return ordered;
        }

        // Few fields come nearly in order already.
        for (var index = 1; index < ordered.Length; index++)
        {
            var child = ordered[index];
            var at = index;
            for (; at > 0 && PathElementOrder.Instance.Compare(ordered[at - 1].Key, child.Key) > 0; at--)
                ordered[at] = ordered[at - 1];
            ordered[at] = child;
        }

        return ordered;
    }

    /// <summary>The branch behind a path element; null when there is none.</summary>
    public FieldSet? Child(string element) => _children?.GetValueOrDefault(element);

    /// <summary>Adds a path.</summary>
    public void Insert(IReadOnlyList<string> path)
    {
        var node = this;
        for (var index = 0; index < path.Count; index++)
            node = node.Grow(path[index]);
        node.IsMember = true;
    }

    /// <summary>Sets the branch at a path. Only while building.</summary>
    public void Graft(IReadOnlyList<string> path, FieldSet branch)
    {
        var node = this;
        for (var index = 0; index < path.Count - 1; index++)
            node = node.Grow(path[index]);
        node.Attach(path[^1], branch);
    }

    /// <summary>Makes the path that ends here a member.</summary>
    public void Mark() => IsMember = true;

    /// <summary>The branch behind a path element, added when missing. It must be given a member afterwards.</summary>
    public FieldSet Grow(string element)
    {
        _children ??= new(StringComparer.Ordinal);
        if (!_children.TryGetValue(element, out var child))
            _children.Add(element, child = new());
        return child;
    }

    /// <summary>Paths of either set.</summary>
    public FieldSet Union(FieldSet other)
    {
        if (IsEmpty)
            return other;
        if (other.IsEmpty)
            return this;
        var result = new FieldSet { IsMember = IsMember || other.IsMember };
        if (_children is not null)
            result._children = new(_children, StringComparer.Ordinal);
        foreach (var (element, child) in other.Children)
            result.Attach(element, Child(element)?.Union(child) ?? child);
        return result;
    }

    /// <summary>Paths of both sets.</summary>
    public FieldSet Intersection(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && other.IsMember };
        foreach (var (element, child) in Children)
        {
            if (other.Child(element) is { } match)
                result.Attach(element, child.Intersection(match));
        }
        return result;
    }

    /// <summary>Paths of this set that are not in the other. A path below a removed one stays.</summary>
    public FieldSet Difference(FieldSet other)
    {
        if (other.IsEmpty)
            return this;
        var result = new FieldSet { IsMember = IsMember && !other.IsMember };
        foreach (var (element, child) in Children)
            result.Attach(element, other.Child(element) is { } match ? child.Difference(match) : child);
        return result;
    }

    /// <summary>True when the other set has every path of this one.</summary>
    public bool IsSubsetOf(FieldSet other) =>
        (!IsMember || other.IsMember) && Children.All(child => other.Child(child.Key) is { } match && child.Value.IsSubsetOf(match));

    /// <summary>Adds the named fields on the way to each path: structures own no path of their own, yet exist because of what they hold.</summary>
    public FieldSet WithNamedFields(MergeType type)
    {
        var result = new FieldSet { IsMember = IsMember };
        foreach (var (element, child) in Children)
        {
            var extended = child.WithNamedFields(type.Behind(element));
            if (!extended.IsMember && type.IsNamedField(element))
                extended = new FieldSet { IsMember = true, _children = extended._children };
            result.Attach(element, extended);
        }
        return result;
    }

    /// <summary>All paths: at each level members first, then what is below, in FieldsV1 order.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths() => Paths([]);

    private IEnumerable<IReadOnlyList<string>> Paths(IReadOnlyList<string> prefix)
    {
        var ordered = OrderedChildren();
        foreach (var (element, child) in ordered)
        {
            if (child.IsMember)
                yield return [.. prefix, element];
        }
        foreach (var (element, child) in ordered)
        {
            foreach (var path in child.Paths([.. prefix, element]))
                yield return path;
        }
    }

    /// <summary>Sets a branch; an empty one is left out. Only while building.</summary>
    public void Attach(string element, FieldSet child)
    {
        if (child.IsEmpty)
            return;
        _children ??= new(StringComparer.Ordinal);
        _children[element] = child;
    }
}
