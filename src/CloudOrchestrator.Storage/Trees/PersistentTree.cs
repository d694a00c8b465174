namespace CloudOrchestrator.Storage.Trees;

/// <summary>An immutable sorted sequence. Changes go through a <see cref="TreeEditor{T}"/> and share all untouched nodes.</summary>
internal sealed class PersistentTree<T>
{
    internal PersistentTree(TreeNode<T> root) => Root = root;

    public static PersistentTree<T> Empty { get; } = new(TreeNode<T>.Leaf(null));

    public int Count => Root.Size;

    internal TreeNode<T> Root { get; }

    public bool TryFind<TProbe>(in TProbe probe, out T item)
        where TProbe : struct, ITreeProbe<T> =>
        TryFind(Root, probe, out item);

    /// <summary>Items from the probe's position on, in order.</summary>
    public IEnumerable<T> From<TProbe>(TProbe probe)
        where TProbe : struct, ITreeProbe<T>
    {
        var path = new Stack<(TreeNode<T> Node, int Next)>();
        var node = Root;
        while (node.Children is { } children)
        {
            var child = node.ChildFor(probe);
            path.Push((node, child + 1));
            node = children[child];
        }

        var index = node.LowerBound(probe);
        while (true)
        {
            for (; index < node.Used; index++)
                yield return node.Items![index];
            if (NextLeaf(path) is not { } next)
                yield break;
            node = next;
            index = 0;
        }
    }

    /// <summary>The first item from the probe's position on.</summary>
    public bool TryFirst<TProbe>(in TProbe probe, out T item)
        where TProbe : struct, ITreeProbe<T>
    {
        foreach (var found in From(probe))
        {
            item = found;
            return true;
        }

        item = default!;
        return false;
    }

    /// <summary>Number of items before the probe's position.</summary>
    public int Rank<TProbe>(in TProbe probe)
        where TProbe : struct, ITreeProbe<T>
    {
        var rank = 0;
        var node = Root;
        while (node.Children is { } children)
        {
            var child = node.ChildFor(probe);
            for (var i = 0; i < child; i++)
                rank += children[i].Size;
            node = children[child];
        }

        return rank + node.LowerBound(probe);
    }

    internal static bool TryFind<TProbe>(TreeNode<T> root, in TProbe probe, out T item)
        where TProbe : struct, ITreeProbe<T>
    {
        var node = root;
        while (node.Children is { } children)
            node = children[node.ChildFor(probe)];
        var index = node.LowerBound(probe);
        if (index < node.Used && probe.CompareTo(node.Items![index]) == 0)
        {
            item = node.Items[index];
            return true;
        }

        item = default!;
        return false;
    }

    private static TreeNode<T>? NextLeaf(Stack<(TreeNode<T> Node, int Next)> path)
    {
        while (path.TryPop(out var top))
        {
            if (top.Next == top.Node.Used)
                continue;
            path.Push((top.Node, top.Next + 1));
            var node = top.Node.Children![top.Next];
            while (node.Children is { } children)
            {
                path.Push((node, 1));
                node = children[0];
            }

            return node;
        }

        return null;
    }
}
