namespace CloudOrchestrator.Storage.Trees;

/// <summary>A leaf (items) or an inner node (children) of a <see cref="PersistentTree{T}"/>. Changed only by the editor that owns it.</summary>
internal sealed class TreeNode<T>
{
    /// <summary>Slots of a node: wide enough for shallow trees, small enough that copying a path stays cheap.</summary>
    public const int Width = 32;

    private TreeNode(object? owner, T[]? items, TreeNode<T>[]? children, int used, int size)
    {
        Owner = owner;
        Items = items;
        Children = children;
        Used = used;
        Size = size;
    }

    /// <summary>The editor session that may change this node in place.</summary>
    public object? Owner { get; }

    public T[]? Items { get; }

    public TreeNode<T>[]? Children { get; }

    /// <summary>Slots in use.</summary>
    public int Used { get; set; }

    /// <summary>Items beneath.</summary>
    public int Size { get; set; }

    public T First
    {
        get
        {
            var node = this;
            while (node.Children is { } children)
                node = children[0];
            return node.Items![0];
        }
    }

    public static TreeNode<T> Leaf(object? owner) => new(owner, new T[Width], null, 0, 0);

    public static TreeNode<T> Inner(object? owner) => new(owner, null, new TreeNode<T>[Width], 0, 0);

    /// <summary>This node when <paramref name="owner"/> may change it, otherwise a copy that it may.</summary>
    public TreeNode<T> OwnedBy(object owner)
    {
        if (ReferenceEquals(Owner, owner))
            return this;
        var copy = Items is not null ? Leaf(owner) : Inner(owner);
        if (Items is not null)
            Array.Copy(Items, copy.Items!, Used);
        else
            Array.Copy(Children!, copy.Children!, Used);
        copy.Used = Used;
        copy.Size = Size;
        return copy;
    }

    /// <summary>First slot whose item is not before the probe (leaf).</summary>
    public int LowerBound<TProbe>(in TProbe probe)
        where TProbe : struct, ITreeProbe<T>
    {
        int low = 0, high = Used;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (probe.CompareTo(Items![middle]) > 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The child that holds the probe's position (inner node).</summary>
    public int ChildFor<TProbe>(in TProbe probe)
        where TProbe : struct, ITreeProbe<T>
    {
        int low = 1, high = Used;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (probe.CompareTo(Children![middle].First) >= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
